#pragma once

#include "services/diagnostics/Check.h"
#include "services/diagnostics/app/AppLook.h"

namespace spanglass {

/// What the experiment of the app is bound to, as the workspace says; empty when it is not bound or cannot be asked.
/// Asks only for a configuration with a destination.
QString linkedPathOf(CheckContext& context, const AppLook& look);

/// Whether the experiment that the app names is there, and is one.
CheckResult lookAtExperimentOfApp(CheckContext& context);

} // namespace spanglass
