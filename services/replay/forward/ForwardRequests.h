#pragma once

#include "services/replay/ledger/LedgerValues.h"
#include "services/store/duckdb/Connection.h"

#include <string>
#include <unordered_set>

namespace spanglass {

/// A request that the receiver took, as it was captured.
struct ForwardRequest {
    std::int64_t id = 0;
    Signal signal = Signal::Traces;
    PayloadFormat format = PayloadFormat::Protobuf;
    UnixNanos arrival = {};
    std::string peer = {}; ///< the connection it came over
    std::uint64_t items = 0; ///< stored from it
    std::uint64_t bytes = 0; ///< before compression
    bool isPartly = false; ///< some of its items were there before, or could not be taken
    std::string zstd = {};
    std::vector<std::uint32_t> taken = {}; ///< what a replay has sent of it already, by place in it, ascending
};

/// How much waits.
struct ForwardBacklog {
    std::uint64_t requests = 0;
    std::uint64_t spans = 0;
    std::uint64_t bytes = 0;
    std::optional<UnixNanos> oldest = {}; ///< arrival
};

/// What became of requests that have left the queue.
struct ForwardTotals {
    std::uint64_t sentRequests = 0;
    std::uint64_t sentSpans = 0;
    std::uint64_t refusedRequests = 0;
    std::uint64_t rejectedSpans = 0;
    std::uint64_t skippedRequests = 0;
    std::uint64_t repeatedRequests = 0;
    std::uint64_t lostRequests = 0; ///< deleted from the store before they could be sent, in this run
};

/// Which requests: those after one number, up to another.
struct ForwardRange {
    std::int64_t after = 0;
    std::int64_t until = 0; ///< 0: no end
};

/// The first of a range, in order: so many at most, and no more than so many bytes unless it is one. What was imported
/// is not among them.
Result<std::vector<ForwardRequest>> readForwardRequests(
    duck::Connection& connection, ForwardRange range, std::uint32_t most, std::uint64_t mostBytes);
/// Those of a range that have their parcel already.
Result<std::unordered_set<std::int64_t>> readForwarded(duck::Connection& connection, JobNumber job, std::int64_t after);
/// Some requests of the store, in any order; those that are gone are left out.
Result<std::vector<ForwardRequest>> readRequests(duck::Connection& connection, const std::vector<std::int64_t>& ids);
Result<ForwardBacklog> readForwardBacklog(duck::Connection& connection, ForwardRange range);
/// What jobs that do not run have still to send. `jobs`: a condition on replay_jobs.
Result<ForwardBacklog> readKeptBacklog(duck::Connection& connection, const std::string& jobs);
Result<ForwardTotals> readForwardTotals(duck::Connection& connection, JobNumber job);
/// 0 in an empty store.
Result<std::int64_t> readNewestRequest(duck::Connection& connection);
/// The spans or log records that are kept of a request, by their place in it.
Result<std::vector<std::uint32_t>> readKeptOrdinals(duck::Connection& connection, std::int64_t request, Signal signal);

/// The request as it came. Damaged when it cannot be unpacked.
Result<QByteArray> unpacked(const ForwardRequest& request);

} // namespace spanglass
