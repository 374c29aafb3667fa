#include "services/replay/ledger/Ledger.h"

namespace spanglass {

std::string lastEventsSql(const std::string& condition) {
    return "(SELECT number, last.state AS state, attempts, last.step AS step, last.at_unix_nano AS at_unix_nano, "
           "last.status AS status, last.rejected AS rejected, last.answer AS answer, last.answer_id AS answer_id, "
           "last.took_ns AS took_ns FROM (SELECT number, max(attempt) AS attempts, arg_max(struct_pack(state := state, "
           "step := step, at_unix_nano := at_unix_nano, status := status, rejected := rejected, answer := answer, "
           "answer_id := answer_id, took_ns := took_ns), step) AS last FROM local.store.replay_log WHERE "
        + condition + " GROUP BY number))";
}

std::string takenPiecesSql(const std::string& target) {
    return "(SELECT i.job, i.request_id, i.ordinals FROM local.store.replay_jobs j "
           "JOIN local.store.replay_parcels p ON p.job = j.job "
           "LEFT JOIN (SELECT job, number, arg_max(state, step) AS state FROM local.store.replay_log "
           "GROUP BY job, number) l ON l.job = p.job AND l.number = p.number "
           "JOIN local.store.replay_pieces i ON i.job = p.job AND i.piece BETWEEN p.first_piece AND p.last_piece "
           "WHERE j.target = "
        + target
        + " AND (l.state IN ('taken', 'sending', 'uncertain') "
          "OR (coalesce(l.state, 'waiting') = 'waiting' AND j.state IN ('preparing', 'running', 'paused'))))";
}

} // namespace spanglass
