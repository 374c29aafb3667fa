#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// Runs a verb that asks or changes a store: in the process that holds the store when there is one, else here. Needs a
/// QCoreApplication; gives the exit status. `arguments` are those that gave `command`.
int runVerbProgram(Command command, QStringList arguments);

/// Passes the command line on to the process that holds the store. Nothing when there is none.
std::optional<int> askInstance(const QString& storeFile, const QStringList& arguments);

} // namespace spanglass
