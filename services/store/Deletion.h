#pragma once

#include "services/core/Ids.h"
#include "services/store/duckdb/Connection.h"

#include <vector>

namespace spanglass {

/// What a deletion took away.
struct Removal {
    std::uint64_t traces = 0;
    std::uint64_t rows = 0; ///< spans, log records and points
    double share = 0; ///< of all that was received and is kept, by its bytes
    std::uint64_t waiting = 0; ///< requests that were still to be passed on
};

// Each of these is one transaction: it happens whole or not at all. A captured request, a resource and a scope go when
// nothing refers to them any more. Writer's thread.

/// The spans of these traces, and the log records that name them.
Result<Removal> deleteTraces(duck::Connection& connection, const std::vector<TraceId>& traces);

/// The traces whose last span came before `seq`, and the log records and points before it.
Result<Removal> deleteBefore(duck::Connection& connection, std::int64_t seq);

/// Everything that was received. The settings stay, and the ledger: what a target took stays known.
Result<> deleteAll(duck::Connection& connection);

} // namespace spanglass
