#pragma once

#include "services/core/Error.h"
#include "services/core/TraceRecord.h"

namespace spanglass {

namespace duck {
class Connection;
}

/// The log records in the store that name a trace.
Result<TraceRecordsPtr> readRecords(duck::Connection& connection, TraceId trace);

} // namespace spanglass
