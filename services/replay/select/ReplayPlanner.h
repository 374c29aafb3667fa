#pragma once

#include "services/replay/ledger/Ledger.h"
#include "services/replay/select/ChosenSpans.h"

namespace spanglass {

/// Lists what a job in state Preparing is to send as pieces and parcels in the ledger, all or nothing, and notes the
/// shift in time that its edits ask for. About a second for a million spans. Gives how many spans the target took
/// before, which are left out. Cancelled after Ledger::interrupt().
Result<std::uint64_t> planParcels(Ledger& ledger, const LedgerJob& job);

/// What the plan comes to; nothing is kept.
Result<ReplayEstimate> estimateReplay(duck::Connection& connection, const ReplayPlan& plan);

} // namespace spanglass
