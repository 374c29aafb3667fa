#pragma once

#include "services/diagnostics/Check.h"

namespace spanglass {

/// Whether the tables are there, whole, and can be asked.
CheckList tableChecks();
/// What is in them: rows, delay, roots.
CheckList rowChecks();
/// Whether what is sent is kept, and can be read back.
CheckList storageChecks();

} // namespace spanglass
