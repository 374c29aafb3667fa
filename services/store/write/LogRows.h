#pragma once

#include "services/core/Batch.h"
#include "services/store/write/ColumnFill.h"

namespace spanglass {

/// A log record on its way into the `logs` table.
struct LogRow {
    const LogRecord* record = nullptr;
    std::int64_t seq = 0;
    std::int64_t request = 0;
    std::uint64_t resource = 0;
    std::uint64_t scope = 0;
};

void fillLogs(ColumnFill<LogRow>& columns);

} // namespace spanglass
