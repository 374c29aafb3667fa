#pragma once

#include "services/core/Metric.h"
#include "services/store/write/ColumnFill.h"

namespace spanglass {

/// A data point on its way into the `metrics` table.
struct MetricRow {
    const MetricPoint* point = nullptr;
    std::int64_t seq = 0;
    std::int64_t request = 0;
    std::uint64_t resource = 0;
    std::uint64_t scope = 0;
};

void fillMetrics(ColumnFill<MetricRow>& columns);

} // namespace spanglass
