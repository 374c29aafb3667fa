#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// Who signs in, with what, and whether that is what the endpoints want.
CheckList identityChecks();

} // namespace spanglass
