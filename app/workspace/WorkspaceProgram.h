#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// Whether a command asks a workspace (--profile) and not the store.
bool asksWorkspace(const Command& command);

/// Runs such a command to its end, or until it is interrupted. Needs a QCoreApplication; gives the exit status.
int runWorkspaceProgram(const Command& command);

} // namespace spanglass
