#pragma once

#include "services/core/ForwardControl.h"
#include "services/core/ReceiverControl.h"

namespace spanglass {

/// "Passing on to main.agents.spans", "Not passed on", ...
QString forwardStateWords(const ForwardStatus& status);
/// "12 requests wait (3.2 MiB, 240 spans), the oldest for 4.0 s"; "Nothing waits".
QString backlogWords(const ForwardStatus& status);
/// "81,233 spans sent · 2 requests refused"; empty before the first.
QString forwardedWords(const ForwardStatus& status);
/// Whether what is passed on would come back to the receiver itself.
bool leadsBack(const ReplayTarget& target, const ReceiverSnapshot& receiver);
bool isForwarding(ForwardState state);

} // namespace spanglass
