#pragma once

#include "services/core/Value.h"

namespace spanglass {

/// The letter of a value's type in the `attribute_types` and `body_type` columns. Kept on disk: never change one.
constexpr char typeLetter(Value::Type type) {
    constexpr char Letters[] = "esbidyak"; // in the order of Value::Type
    return Letters[static_cast<int>(type)];
}

/// The inverse; an unknown letter is taken as text.
constexpr Value::Type typeOfLetter(char letter) {
    for (int i = 0; i < 8; ++i) {
        if (typeLetter(static_cast<Value::Type>(i)) == letter)
            return static_cast<Value::Type>(i);
    }
    return Value::Type::String;
}

} // namespace spanglass
