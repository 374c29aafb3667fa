#pragma once

#include "services/core/SpanSource.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

/// A subquery named `t`, one row a trace of the store that starts in `range`, made of trace_fragments alone: trace_id,
/// first_seq, last_seq, spans, errors, start, finish (UBIGINT nanoseconds, NULL when unset), root_name (NULL without a
/// root), title (root or else earliest name), service (of the earliest fragment).
std::string tracesSubquery(const TimeRange& range, BoundSql& sql);

/// The order of a trace list over `t`, without "ORDER BY"; ties are broken by id, so that windows fit together.
std::string traceOrder(const TraceQuery& query);

/// The rows of these traces, in the order given; ids that are gone are left out.
Result<std::vector<TraceSummary>> readSummaries(duck::Connection& connection, const std::vector<TraceId>& ids);

} // namespace spanglass
