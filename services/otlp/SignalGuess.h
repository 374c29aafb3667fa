#pragma once

#include "services/core/Batch.h"

#include <optional>

namespace spanglass {

/// Which signal a protobuf Export request is of, judged by the field numbers and wire types of its first items, since
/// the three requests parse as one another. Nothing when it is none of them or fits several.
std::optional<Signal> guessSignal(std::string_view request);

} // namespace spanglass
