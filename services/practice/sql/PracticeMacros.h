#pragma once

#include <string_view>

namespace spanglass::practice {

/// Functions of Databricks SQL beyond dialectMacros(), as temporary macros: those that work on VARIANT, which is JSON
/// here, and date arithmetic.
std::string_view practiceMacros();

} // namespace spanglass::practice
