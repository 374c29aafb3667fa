#pragma once

#include "models/common/SnippetText.h"

#include <span>

namespace spanglass {

/// With the value "base" and the mark "token".
std::span<const SnippetText> snippetTexts();

} // namespace spanglass
