#pragma once

#include "models/common/EnvironmentText.h"
#include "models/common/Snippet.h"
#include "services/core/SetupPlan.h"

namespace spanglass {

/// How apps of every kind are made to send to where a plan leads: ready to run, with the plan's own names. Credentials
/// are referred to as environment variables, or as secrets of the workspace; notes say how tokens are renewed. With an
/// MLflow server only those that fit. Best called with what the setup has learned: until the tables are known by name,
/// their names are those that the newest form would give, and what is not known yet stands as <experiment-id> and the
/// like, with a note that says so.
std::vector<Snippet> clientRecipes(const SetupPlan& plan, EnvStyle style);

} // namespace spanglass
