#pragma once

#include "services/core/SetupPlan.h"

namespace spanglass {

/// What the Monitoring step does, as a Python program that does it with MLflow's own client. Without credentials.
/// Confirmed: it is run as it stands against the practice workspace (tests/interop).
QString monitoringScript(const SetupPlan& plan);

} // namespace spanglass
