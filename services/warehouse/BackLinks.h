#pragma once

#include "services/core/SpanSource.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// Links of other traces' spans that point into this trace.
Result<std::vector<BackLink>> readLinksTo(duck::Connection& connection, TraceId trace);

/// Those of `traces` that the store holds, in the order given.
Result<std::vector<TraceId>> readPresent(duck::Connection& connection, const std::vector<TraceId>& traces);

} // namespace spanglass
