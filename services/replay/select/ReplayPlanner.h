#pragma once

#include "services/replay/PaceLimits.h"
#include "services/replay/ledger/Ledger.h"
#include "services/replay/select/ChosenSpans.h"

namespace spanglass {

/// Lists what a job in state Preparing is to send as pieces and parcels in the ledger, all or nothing, and notes the
/// shift in time that its edits ask for. About a second for a million spans. Cancelled after Ledger::interrupt().
Result<> planParcels(Ledger& ledger, const LedgerJob& job);

/// What the plan comes to; nothing is kept. `limits`: those in force when the plan names none of its own.
Result<ReplayEstimate> estimateReplay(duck::Connection& connection, const ReplayPlan& plan, const PaceLimits& limits);

} // namespace spanglass
