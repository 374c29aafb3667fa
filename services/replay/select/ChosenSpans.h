#pragma once

#include "services/core/ReplayPlan.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// What a selection comes to. Of spans that the target took before, only their number.
struct ChosenCounts {
    std::uint64_t traces = 0;
    std::uint64_t spans = 0;
    std::uint64_t spansTakenBefore = 0;
    std::uint64_t otherItems = 0; ///< log records and data points
    std::uint64_t bytes = 0; ///< of the requests, or the part of them that the spans are by their number
    UnixNanos firstArrival = {};
    UnixNanos lastArrival = {};
    UnixNanos earliestStart = {}; ///< of a span that has one
};

/// Lists what is to be sent in the temporary table `replay_picks`, one row a request, in the order in which they came:
/// pick (from 1), request_id, signal, format, arrival (BIGINT nanoseconds), items, traces (that begin there), bytes,
/// ordinals (NULL: the request as a whole). A request with more traces than may leave at once makes several rows,
/// unless whole requests are wanted. What the target has taken is left out unless the plan says otherwise.
///
/// Logs and metrics come along, as whole requests, where nothing is asked of traces. Memory is DuckDB's own, and
/// limited. BadInput when the filter cannot be read; Cancelled after Connection::interrupt().
Result<ChosenCounts> chooseSpans(duck::Connection& connection, const ReplayPlan& plan);

} // namespace spanglass
