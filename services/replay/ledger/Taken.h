#pragma once

#include "services/replay/ledger/LedgerValues.h"
#include "services/store/duckdb/Connection.h"

#include <unordered_map>

namespace spanglass {

/// Equal for plans that send the same spans to the same place: what jobs are known by in the ledger to each other.
QString sentAs(const ReplayPlan& plan);

/// Whether what others sent before is left out: not where a plan repeats, makes spans that were never sent, or writes a
/// file anew.
bool leavesOutTaken(const ReplayPlan& plan);

/// A subquery of what was sent as this (sentAs(), as an SQL value), in replays and forwardings: job, request_id,
/// ordinals (NULL: all). What the target has or may have, and what jobs under way are about to send.
std::string takenPiecesSql(const std::string& sentAs);

/// Lists what other jobs have sent or are about to, in temporary tables: `replay_taken` (request_id) as a whole,
/// `replay_taken_parts` (request_id, ordinal). Empty where the plan leaves nothing out.
Result<> listTaken(duck::Connection& connection, const ReplayPlan& plan, JobNumber besides = 0);

/// What others have sent of one captured request.
struct TakenPart {
    bool isWhole = false;
    std::vector<std::uint32_t> ordinals = {}; ///< ascending; of one that is not whole
};
/// What other jobs have sent, or may have sent, of the requests `first` to `last`, to where this one sends. What they
/// are only about to send is not in it. One short question where there is no such job.
Result<std::unordered_map<std::int64_t, TakenPart>> readTaken(
    duck::Connection& connection, const LedgerJob& job, std::int64_t first, std::int64_t last);

} // namespace spanglass
