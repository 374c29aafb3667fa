#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanglass {

/// Decimal text as an integer, or nothing when it is not one or does not fit: "12", "-3", and what is integral in fact,
/// "1.0" and "1e3".
std::optional<std::int64_t> toInt64(std::string_view text);
std::optional<std::uint64_t> toUInt64(std::string_view text);

/// Decimal text, or "NaN", "Infinity", "-Infinity". Nothing when it is too large for a double.
std::optional<double> toDouble(std::string_view text);

} // namespace spanglass
