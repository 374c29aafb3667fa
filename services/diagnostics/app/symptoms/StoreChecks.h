#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// What the local store's spans of the last day tell of how the apps trace.
CheckList storeChecks();

} // namespace spanglass
