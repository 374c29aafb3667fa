#include "services/store/WaitingRequests.h"

#include "services/store/StoreCounts.h"

namespace spanglass {

Result<WaitingRequests> readWaitingRequests(duck::Connection& connection) {
    // Those after the cursor of a job that goes on, unless a parcel has them already; and those of parcels that the
    // target has neither taken nor refused. What was imported is not passed on.
    const auto numbers = readNumbers(connection,
        "WITH jobs AS (SELECT job, last_request FROM local.store.replay_jobs "
        "WHERE forward AND ended_unix_nano IS NULL AND NOT removed), "
        "ended AS (SELECT l.job, l.number FROM local.store.replay_log l JOIN jobs j ON j.job = l.job "
        "WHERE l.state IN ('taken', 'refused', 'split', 'skipped')), "
        "open_parcels AS (SELECT p.job, unnest(range(p.first_piece, p.last_piece + 1)) AS piece "
        "FROM local.store.replay_parcels p JOIN jobs j ON j.job = p.job "
        "ANTI JOIN ended e ON e.job = p.job AND e.number = p.number), "
        "open_pieces AS (SELECT i.request_id FROM open_parcels o "
        "JOIN local.store.replay_pieces i ON i.job = o.job AND i.piece = o.piece), "
        "waiting AS (SELECT r.id FROM local.store.requests r JOIN jobs j ON r.id > j.last_request "
        "ANTI JOIN local.store.replay_pieces i ON i.job = j.job AND i.request_id = r.id "
        "WHERE r.transport <> 'import' UNION SELECT r.id FROM local.store.requests r "
        "WHERE r.id IN (SELECT request_id FROM open_pieces)) "
        "SELECT min(id), count(*) FROM waiting");
    if (!numbers)
        return std::unexpected(numbers.error());
    return WaitingRequests{(*numbers)[0], static_cast<std::uint64_t>((*numbers)[1])};
}

} // namespace spanglass
