#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// `spanglass setup`: applies a plan step by step, or shows what it would send. A process of its own; needs no store.
/// Exit status: 0 everything is as planned, 1 something failed or is in the way, 3 with --dry-run: something is to do.
int runSetupProgram(const SetupCommand& command);

} // namespace spanglass
