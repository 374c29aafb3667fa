#pragma once

#include "services/core/PolledFeed.h"

#include <QString>

namespace spanglass {

/// "10 s", "5 min".
QString pollInterval(std::chrono::milliseconds interval);

/// What following a place costs, on one line: how often it is asked, what the last answer took and told, and what all
/// of them took.
QString pollWords(const PollState& state);

/// The statement that is asked and the last one's id, as plain text.
QString pollDetails(const PollState& state);

} // namespace spanglass
