#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// Looks how a step stands; changes nothing. Worker thread; blocks.
SetupStepReport probeStep(const StepWork& work, const SetupPlan& plan, SetupSession& session);

/// Sends the calls that a look shows, one by one, keeps a record of each, and looks again. A call whose answer says no,
/// or that gets none, is never repeated before a look whether it was done. A call that was accepted and is still shown
/// afterwards is not sent again. Worker thread; blocks.
SetupStepReport applyStep(const StepWork& work, const SetupPlan& plan, SetupSession& session);

} // namespace spanglass
