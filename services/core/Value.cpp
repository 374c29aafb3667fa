#include "services/core/Value.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace spanglass {

bool operator==(const Value& a, const Value& b) {
    if (a.m_type != b.m_type)
        return false;
    switch (a.m_type) {
    case Value::Type::Empty:
        return true;
    case Value::Type::String:
    case Value::Type::Bytes:
        return a.text() == b.text();
    case Value::Type::Bool:
        return a.m_bool == b.m_bool;
    case Value::Type::Int:
        return a.m_int == b.m_int;
    case Value::Type::Double:
        return a.m_double == b.m_double || (std::isnan(a.m_double) && std::isnan(b.m_double));
    case Value::Type::Array:
        return std::ranges::equal(a.items(), b.items());
    case Value::Type::KeyValues:
        return std::ranges::equal(a.entries(), b.entries());
    }
    return false;
}

const Value* findAttribute(Attributes attributes, std::string_view key) {
    for (const Attribute& a : attributes | std::views::reverse)
        if (a.key == key)
            return &a.value;
    return nullptr;
}

} // namespace spanglass
