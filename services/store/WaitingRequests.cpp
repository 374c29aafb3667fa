#include "services/store/WaitingRequests.h"

#include "services/store/StoreCounts.h"

namespace spanglass {

std::string waitingRequestsSql(const std::string& jobs) {
    // Those after the cursor of a forwarding, up to its end if it has one, unless a parcel has them already; and those
    // of parcels that the target has neither taken nor refused. What was imported is not passed on.
    return "(WITH jobs AS (SELECT job, forward, last_request, "
           "coalesce(CAST(json_extract_string(plan, '$.selection.last_request') AS BIGINT), 0) AS until "
           "FROM local.store.replay_jobs WHERE ended_unix_nano IS NULL AND NOT removed AND "
        + jobs
        + "), ended AS (SELECT l.job, l.number FROM local.store.replay_log l JOIN jobs j ON j.job = l.job "
          "WHERE l.state IN ('taken', 'refused', 'split', 'skipped')), "
          "open_parcels AS (SELECT p.job, j.forward, unnest(range(p.first_piece, p.last_piece + 1)) AS piece "
          "FROM local.store.replay_parcels p JOIN jobs j ON j.job = p.job "
          "ANTI JOIN ended e ON e.job = p.job AND e.number = p.number), "
          "open_pieces AS (SELECT i.request_id, o.forward FROM open_parcels o "
          "JOIN local.store.replay_pieces i ON i.job = o.job AND i.piece = o.piece) "
          "SELECT r.id, true AS forward FROM local.store.requests r JOIN jobs j ON j.forward AND r.id > j.last_request "
          "AND (j.until = 0 OR r.id <= j.until) "
          "ANTI JOIN local.store.replay_pieces i ON i.job = j.job AND i.request_id = r.id "
          "WHERE r.transport <> 'import' UNION SELECT r.id, o.forward FROM local.store.requests r "
          "JOIN open_pieces o ON o.request_id = r.id)";
}

Result<WaitingRequests> readWaitingRequests(duck::Connection& connection) {
    const auto numbers = readNumbers(
        connection, "SELECT min(id), count(DISTINCT id), min(id) FILTER (forward) FROM " + waitingRequestsSql());
    if (!numbers)
        return std::unexpected(numbers.error());
    return WaitingRequests{(*numbers)[0], static_cast<std::uint64_t>((*numbers)[1]), (*numbers)[2]};
}

} // namespace spanglass
