#pragma once

#include <string>
#include <string_view>

namespace spanglass {

/// Appends a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD.
void appendJsonString(std::string& out, std::string_view text);

/// Appends the shortest decimal text that gives the same double again, always with a point or an exponent: "1.0",
/// "1e+22", "-0.0"; and the words "NaN", "Infinity", "-Infinity" of protobuf's JSON.
void appendDouble(std::string& out, double value);

} // namespace spanglass
