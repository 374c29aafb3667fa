#pragma once

#include "services/core/ReceiverControl.h"
#include "services/core/StoreControl.h"

namespace spanglass {

/// "Listening", "Paused", ...
QString stateWord(ReceiverState state);
/// What the state means for a person, in one sentence.
QString stateSentence(const ReceiverSnapshot& snapshot);
/// True when others than this machine can send.
bool listensBeyondLoopback(const ReceiverSettings& settings);
/// What there is to do about a receiver that could not start: "Use port 4319 instead", "Try again".
QString retryWords(const ReceiverSnapshot& snapshot);
/// The settings with which that is done.
ReceiverSettings retrySettings(const ReceiverControl& receiver);
/// "1.2 GiB of 2 GiB", "1.2 GiB, no size limit".
QString sizeWords(const StoreStatus& status);
/// "Oldest traces go after 30 days or above 2 GiB", "Nothing is ever removed".
QString retentionWords(const Retention& retention);

} // namespace spanglass
