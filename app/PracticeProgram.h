#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// Runs a practice workspace until SIGTERM or SIGINT. Needs a QCoreApplication; gives the exit status.
int runPracticeProgram(const PracticeCommand& command);

} // namespace spanglass
