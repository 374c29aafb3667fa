#pragma once

#include "services/otlp/Decode.h"
#include "services/otlp/WireReader.h"

#include <optional>

namespace spanglass {

/// Names a fault met while `request` was read as `expected`: another signal, JSON, or no protobuf at all. `item` is the
/// word for what was being read, `index` its number.
DecodeFailure wireFailure(
    std::string_view request, const WireFault& fault, Signal expected, std::string_view item, std::uint32_t index);

/// A failure when `request` is certainly of another signal than `expected`.
std::optional<DecodeFailure> wrongSignal(std::string_view request, Signal expected);

/// The sentence for it.
DecodeFailure wrongSignalFailure(Signal found, Signal expected);

} // namespace spanglass
