#pragma once

#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// Captured requests that are still to be passed on to a target, as the ledger has it (replay_jobs with `forward`).
struct WaitingRequests {
    std::int64_t first = 0; ///< the lowest id; 0 when nothing waits
    std::uint64_t count = 0;
};
Result<WaitingRequests> readWaitingRequests(duck::Connection& connection);

} // namespace spanglass
