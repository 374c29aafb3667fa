#pragma once

#include "services/core/Value.h"

#include <string>

namespace spanglass {

/// Appends a value as plain text, the way the MAP<STRING,STRING> columns of the Unity Catalog tables hold it: strings
/// as they are, "42", "true", doubles as appendDouble writes them, bytes in base64, arrays and key-value lists as
/// compact JSON, nothing for an empty value. Allocates nothing but what `out` needs to grow.
void appendValueText(std::string& out, const Value& value);

/// Appends a value as compact plain JSON: empty is null; numbers JSON has no word for, and bytes, are strings.
void appendValueJson(std::string& out, const Value& value);

/// Appends an attribute list as a compact JSON object.
void appendAttributesJson(std::string& out, Attributes attributes);

} // namespace spanglass
