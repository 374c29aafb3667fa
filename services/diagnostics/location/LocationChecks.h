#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// The experiment, and where its traces go.
CheckList locationChecks();

} // namespace spanglass
