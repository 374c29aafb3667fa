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

} // namespace spanglass
