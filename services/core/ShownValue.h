#pragma once

#include "services/core/Value.h"

#include <QString>

namespace spanglass {

/// A quoted JSON string.
QString jsonQuoted(QStringView text);

QString textOf(std::string_view utf8);

/// A value for people: text as it is, arrays and maps as JSON on one line, bytes in base64. At most about `limit`
/// characters, then an ellipsis; 0 for all of it.
QString valueText(const Value& value, qsizetype limit = 0);

/// The same whole and without blanks, as the text columns of trace tables hold it.
QString compactText(const Value& value);

/// A value as JSON, typed: numbers bare, text quoted, bytes in base64.
QString valueJson(const Value& value);

/// "string", "int", "double", "bool", "bytes", "array", "map", "empty".
QString valueTypeName(const Value& value);
QString valueTypeName(Value::Type type);

} // namespace spanglass
