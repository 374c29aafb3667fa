#pragma once

#include "services/core/ReplayReport.h"
#include "services/replay/PaceLimits.h"

namespace spanglass {

/// From resources/limits, which has a file for each kind that publishes any.
TargetLimits targetLimits(TargetKind kind);

/// The plan's own, and where it names none, those that its target publishes.
PaceLimits limitsInForce(const ReplayPlan& plan);

} // namespace spanglass
