#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// This program itself: what it listens on, its store, its disk, what waits to be passed on, its secrets, its version.
CheckList programChecks();

} // namespace spanglass
