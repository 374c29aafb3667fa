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

std::string parcelPiecesSql(const std::string& parcels) {
    return "(SELECT p.job, p.number, unnest(range(p.first_piece, p.last_piece + 1)) AS piece FROM " + parcels + ")";
}

std::string takenPiecesSql(const std::string& target) {
    return "(SELECT i.job, i.request_id, i.ordinals FROM "
        + parcelPiecesSql("local.store.replay_parcels p JOIN local.store.replay_jobs j ON j.job = p.job "
                          "LEFT JOIN (SELECT job, number, arg_max(state, step) AS state FROM local.store.replay_log "
                          "GROUP BY job, number) l ON l.job = p.job AND l.number = p.number WHERE j.target = "
            + target
            + " AND (l.state IN ('taken', 'sending', 'uncertain') OR (coalesce(l.state, 'waiting') = 'waiting' "
              "AND j.state IN ('preparing', 'running', 'paused')))")
        + " x JOIN local.store.replay_pieces i ON i.job = x.job AND i.piece = x.piece)";
}

} // namespace spanglass
