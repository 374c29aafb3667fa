#pragma once

#include "app/verbs/VerbIo.h"
#include "services/setup/SetupEngine.h"

namespace spanglass {

struct PlanRun {
    bool dryRun = false; ///< only show what would be sent
    bool proves = true; ///< send a test trace at the end
    Secret collectorToken = {}; ///< what a collector app writes with
};

/// Takes a plan through all steps and prints how each stands, what is sent, and how it stands then; stops at the first
/// that is not done. Blocks; worker thread. Gives the exit status: 0 as planned, 1 failed or in the way, 3 in a dry
/// run: something is to do.
int applyPlan(
    const PlanRun& how, const SetupPlan& plan, SetupEngine& engine, std::shared_ptr<ApiClient> api, VerbIo& io);

} // namespace spanglass
