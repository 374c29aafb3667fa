#pragma once

#include "app/CommandLine.h"
#include "app/diagnostics/DoctorScene.h"
#include "services/core/ReceiverControl.h"

namespace spanglass {

/// Receives without a window until SIGTERM or SIGINT, and answers other processes about the store meanwhile. Needs a
/// QCoreApplication; gives the exit status. `doctor`: runs `spanglass doctor` for them.
int runReceiveProgram(const ReceiveCommand& command, const RunDoctor& doctor);

/// What the receiver gets to do. Beyond loopback the token comes from the environment (SPANGLASS_TOKEN), where other
/// users cannot read it; NotAllowed when it is missing.
Result<ReceiverSettings> receiverSettings(const ListenOptions& listen, ReceiverSettings settings);

} // namespace spanglass
