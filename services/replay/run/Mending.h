#pragma once

#include "services/core/ReplayControl.h"
#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// Prepares a job so that a run sends what is meant, and nothing else; TakeUncertain needs no run afterwards. NotFound
/// when there is nothing of the kind. Precondition: the job does not run.
Result<> mendReplay(Ledger& ledger, const LedgerJob& job, ReplayMending how);

} // namespace spanglass
