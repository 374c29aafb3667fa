#pragma once

#include "services/store/duckdb/Connection.h"

#include <string>

namespace spanglass {

/// Captured requests that open replays and forwardings of the ledger have still to send.
struct WaitingRequests {
    std::int64_t first = 0; ///< the lowest id; 0 when nothing waits
    std::uint64_t count = 0;
    std::int64_t firstForwarded = 0; ///< the lowest id of those that are passed on; 0 when none of them waits
};
Result<WaitingRequests> readWaitingRequests(duck::Connection& connection);

/// A subquery of such requests: id, forward. `jobs`: a condition on replay_jobs.
std::string waitingRequestsSql(const std::string& jobs = "true");

} // namespace spanglass
