#pragma once

#include "services/auth/ApiMessage.h"
#include "services/core/SetupPlan.h"

namespace spanglass {

/// Why trace tables were not made or bound, with the next step (databricks-api.md 3.2 lists the signs). An error that
/// is not known there stays as it is.
Error locationFailure(const ApiError& error, const SetupPlan& plan);

} // namespace spanglass
