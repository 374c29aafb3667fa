#pragma once

#include <cstdio>

namespace spanglass {

/// Whether a person reads what is written there.
bool isTerminal(std::FILE* stream);

} // namespace spanglass
