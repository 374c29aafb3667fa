#pragma once

#include "services/core/SqlTokens.h"

#include <string>

namespace spanglass {

/// Where the operand that ends right before token `at` begins: a dotted name, a call, a subscript or something in
/// parentheses.
std::size_t operandBegin(const std::vector<SqlToken>& tokens, std::size_t at);

/// Reads a path into a VARIANT, `:name`, `:['name']`, and steps `.name`, `['name']` and `[0]` after it, from the colon
/// on; `at` goes to what follows. As DuckDB's JSON functions take it: `$."name"[0]`. Empty, and `at` unchanged, when
/// there is no path.
std::string variantPath(const std::vector<SqlToken>& tokens, std::size_t& at);

} // namespace spanglass
