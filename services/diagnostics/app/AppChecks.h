#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// The app's side, in the order of the way: its configuration, then what does and does not arrive from it.
CheckList appChecks();

} // namespace spanglass
