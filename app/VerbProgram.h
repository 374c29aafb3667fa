#pragma once

#include "app/CommandLine.h"

#include <functional>

namespace spanglass {

class VerbIo;

/// Runs a verb that asks or changes a store: in the process that holds the store when there is one, else here. Needs a
/// QCoreApplication; gives the exit status. `arguments` are those that gave `command`.
int runVerbProgram(Command command, QStringList arguments);

/// Runs `verb` on a thread of its own and gives its exit status; SIGINT and its like cancel `io`. Needs a
/// QCoreApplication, whose event loop runs meanwhile.
int runUntilStopped(VerbIo& io, const std::function<int()>& verb);

/// Passes the command line on to the process that holds the store. Nothing when there is none.
std::optional<int> askInstance(const QString& storeFile, const QStringList& arguments);

} // namespace spanglass
