#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// Each privilege of each principal in question.
CheckList grantChecks();
/// Preview, form of trace tables and region.
CheckList offerChecks();
/// What is sent against what is published.
CheckList limitChecks();
/// The judges of the experiment, and what they read with.
CheckList monitoringChecks();

} // namespace spanglass
