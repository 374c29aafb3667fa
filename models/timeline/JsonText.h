#pragma once

#include "services/core/Value.h"

#include <QString>

#include <optional>

namespace spanglass {

/// JSON text laid out with two blanks a level, its numbers, escapes and order of keys untouched; nullopt when the text
/// is not one JSON object or array. Takes any length; a text that is already laid out is laid out again.
std::optional<QString> prettyJson(QStringView text);

/// True when the first character that is not a blank could begin an object or an array.
bool looksLikeJson(QStringView text);

/// A quoted JSON string.
QString jsonQuoted(QStringView text);

QString textOf(std::string_view utf8);

/// A value for people: text as it is, arrays and maps as JSON on one line, bytes in base64. At most about `limit`
/// characters, then an ellipsis; 0 for all of it.
QString valueText(const Value& value, qsizetype limit = 0);

/// A value as JSON, typed: numbers bare, text quoted, bytes in base64.
QString valueJson(const Value& value);

/// "string", "int", "double", "bool", "bytes", "array", "map", "empty".
QString valueTypeName(const Value& value);

} // namespace spanglass
