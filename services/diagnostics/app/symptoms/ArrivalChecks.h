#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// What the receiver sees: who sends, and what it refuses.
CheckList arrivalChecks();

} // namespace spanglass
