#pragma once

#include "app/diagnostics/DoctorScene.h"

namespace spanglass {

/// `spanglass doctor`. Blocks; worker thread. Exit status: 0 nothing failed, 1 a check failed or the trace stopped, 3
/// nothing failed, but not all could be looked at.
int runDoctor(const DoctorCommand& command, const DoctorScene& scene, VerbIo& io);

} // namespace spanglass
