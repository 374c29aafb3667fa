#pragma once

#include <string>
#include <string_view>

namespace spanglass {

/// The same JSON with line breaks and two blanks a level. For valid JSON; anything else comes out with its characters
/// in their order.
std::string prettyJson(std::string_view json);

} // namespace spanglass
