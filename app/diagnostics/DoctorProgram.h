#pragma once

#include "app/CommandLine.h"

namespace spanglass {

/// `spanglass doctor`, in the process that holds the store, if there is one. `arguments` are the command line's. Gives
/// the exit status.
int runDoctorProgram(const DoctorCommand& command, const QStringList& arguments);

} // namespace spanglass
