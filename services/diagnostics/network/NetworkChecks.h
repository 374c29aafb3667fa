#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// The way to the host of the connection, before any credential is shown.
CheckList networkChecks();

} // namespace spanglass
