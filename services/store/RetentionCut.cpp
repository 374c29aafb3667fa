#include "services/store/RetentionCut.h"

#include "services/store/StoreCounts.h"

#include <algorithm>

namespace spanglass {

namespace {

/// `request` is a query for the number of the last request that counts.
Result<std::int64_t> seqAfter(duck::Connection& connection, const std::string& request) {
    const auto numbers = readNumbers(connection,
        "WITH cut AS (" + request
            + ") SELECT greatest((SELECT max(seq) FROM local.store.spans, cut WHERE request_id <= cut.id), "
              "(SELECT max(seq) FROM local.store.logs, cut WHERE request_id <= cut.id), "
              "(SELECT max(seq) FROM local.store.metrics, cut WHERE request_id <= cut.id)) + 1");
    if (!numbers)
        return std::unexpected(numbers.error());
    return numbers->front();
}

} // namespace

Result<SeqRange> readSeqRange(duck::Connection& connection) {
    const auto ends = readNumbers(connection,
        "SELECT least((SELECT min(newest) FROM (SELECT max(last_seq) AS newest FROM local.store.trace_fragments "
        "GROUP BY trace_id)), (SELECT min(seq) FROM local.store.logs), (SELECT min(seq) FROM local.store.metrics)), "
        "greatest((SELECT max(seq) FROM local.store.spans), (SELECT max(seq) FROM local.store.logs), "
        "(SELECT max(seq) FROM local.store.metrics))");
    if (!ends)
        return std::unexpected(ends.error());
    return SeqRange{(*ends)[0], (*ends)[1]};
}

Result<std::int64_t> seqAfterTime(duck::Connection& connection, UnixNanos stored) {
    return seqAfter(connection,
        "SELECT max(id) AS id FROM local.store.requests WHERE stored_unix_nano < " + std::to_string(stored.bits()));
}

Result<std::int64_t> seqAfterShare(duck::Connection& connection, double share) {
    return seqAfter(connection,
        "SELECT min(id) AS id FROM (SELECT id, sum(payload_bytes) OVER (ORDER BY id) AS so_far, "
        "sum(payload_bytes) OVER () AS everything FROM local.store.requests) WHERE so_far >= "
            + std::to_string(std::clamp(share, 0.0, 1.0)) + " * everything");
}

Result<std::int64_t> seqOfRequest(duck::Connection& connection, std::int64_t request) {
    const std::string from = " WHERE request_id >= " + std::to_string(request) + ")";
    const auto numbers = readNumbers(connection,
        "SELECT least((SELECT min(seq) FROM local.store.spans" + from + ", (SELECT min(seq) FROM local.store.logs"
            + from + ", (SELECT min(seq) FROM local.store.metrics" + from + ")");
    if (!numbers)
        return std::unexpected(numbers.error());
    return numbers->front();
}

} // namespace spanglass
