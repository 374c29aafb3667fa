#pragma once

#include "app/CommandLine.h"

namespace spanglass {

class ReplayDesk;
class VerbIo;

/// `spanglass replay` on an open store. Blocks until the replay has ended or `io` is cancelled, which pauses it; worker
/// thread, while the GUI thread's event loop runs. Gives the exit status: 0 the target has everything, 1 failed or
/// stopped, 3 ended, but something was refused, is uncertain or missing.
int runReplay(const ReplayCommand& command, ReplayDesk& desk, VerbIo& io);

} // namespace spanglass
