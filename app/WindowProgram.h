#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// Opens the window and runs until it is closed; gives the exit status. Makes the QApplication itself.
int runWindowProgram(int& argc, char** argv, const WindowCommand& command, const QStringList& arguments);

} // namespace spanglass
