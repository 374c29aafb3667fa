#pragma once

#include "services/core/ShownValue.h"

#include <QString>

#include <optional>

namespace spanglass {

/// JSON text laid out with two blanks a level, its numbers, escapes and order of keys untouched; nullopt when the text
/// is not one JSON object or array. Takes any length; a text that is already laid out is laid out again.
std::optional<QString> prettyJson(QStringView text);

/// True when the first character that is not a blank could begin an object or an array.
bool looksLikeJson(QStringView text);

} // namespace spanglass
