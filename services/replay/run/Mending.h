#pragma once

#include "services/core/ReplayControl.h"
#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// Prepares a job so that a run sends what is meant: of a cancelled one nothing else, of others what waits as well.
/// TakeUncertain needs no run afterwards. What the last arrival check missed is forgotten. All or nothing; NotFound
/// when there is nothing of the kind. Precondition: the job does not run.
Result<> mendReplay(Ledger& ledger, const LedgerJob& job, ReplayMending how);

} // namespace spanglass
