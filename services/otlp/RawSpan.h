#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spanglass {

/// A traces request cut down to one span, with its resource and scope and everything that stands beside them, byte for
/// byte. Nothing when there is no span of this ordinal, or the request cannot be read that far.
std::optional<std::string> singleSpanWire(std::string_view protobuf, std::uint32_t ordinal);
std::optional<std::string> singleSpanJson(std::string_view json, std::uint32_t ordinal);

} // namespace spanglass
