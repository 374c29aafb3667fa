#pragma once

#include "services/core/ForwardControl.h"
#include "services/replay/ledger/Ledger.h"

#include <deque>

namespace spanglass {

/// Forwardings of the ledger to one target that go on one after the other, the oldest first, and what they have to do:
/// in `standing` state and problem are left as they are.
struct ForwardJobs {
    std::deque<LedgerJob> jobs = {};
    ForwardStatus standing = {};
};

// Each of these is for jobs that do not run.

/// Those that go on by themselves when the store is opened.
Result<ForwardJobs> interruptedForwards(Ledger& ledger);
/// Those that were stopped, and keep what waits.
Result<ForwardJobs> keptForwards(Ledger& ledger);
/// What waits for a target from before, and what comes from now on. What goes on to other targets is stopped, and keeps
/// what waits.
Result<ForwardJobs> forwardsTo(Ledger& ledger, const ReplayTarget& target);
/// Keep or Drop.
Result<> endForwards(Ledger& ledger, const std::deque<LedgerJob>& jobs, ForwardStop how);

} // namespace spanglass
