#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// Every check there is, in the order of the way.
CheckList allChecks();

} // namespace spanglass
