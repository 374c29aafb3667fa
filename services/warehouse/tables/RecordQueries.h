#pragma once

#include "services/core/SpanSource.h"
#include "services/core/SqlWarehouse.h"
#include "services/warehouse/tables/TraceTables.h"

#include <optional>

namespace spanglass {

/// The log records of one trace from the table of logs (columns of v1 and v2: confirmed, sections 5.1 and 5.2), without
/// those that MLflow keeps its notes in. `time` is where the trace is known to lie. Nothing when there is no such
/// table.
std::optional<SqlRequest> recordsRequest(
    const TraceTables& tables, TableShape::Generation generation, TraceId trace, const TimeRange& time);

Result<TraceRecordsPtr> readRecords(const SqlTable& table, TableShape::Generation generation);

} // namespace spanglass
