#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace spanglass {

struct Attribute;

/// One OTLP AnyValue (common.proto). A view: text, bytes and nested values live in the arena of the batch that decoded
/// it.
class Value {
public:
    enum class Type : std::uint8_t { Empty, String, Bool, Int, Double, Bytes, Array, KeyValues };

    constexpr Value() = default;
    static constexpr Value string(std::string_view s) { return Value(Type::String, s); }
    static constexpr Value bytes(std::string_view b) { return Value(Type::Bytes, b); }
    static constexpr Value boolean(bool b) {
        Value v(Type::Bool);
        v.m_bool = b;
        return v;
    }
    static constexpr Value integer(std::int64_t i) {
        Value v(Type::Int);
        v.m_int = i;
        return v;
    }
    static constexpr Value real(double d) {
        Value v(Type::Double);
        v.m_double = d;
        return v;
    }
    static constexpr Value array(std::span<const Value> items) {
        Value v(Type::Array);
        v.m_items = items.data();
        v.m_size = items.size();
        return v;
    }
    static constexpr Value keyValues(std::span<const Attribute> entries) {
        Value v(Type::KeyValues);
        v.m_entries = entries.data();
        v.m_size = entries.size();
        return v;
    }

    constexpr Type type() const { return m_type; }
    /// Precondition for each accessor: the matching type().
    constexpr std::string_view text() const { return {m_text, m_size}; } ///< String and Bytes
    constexpr bool boolean() const { return m_bool; }
    constexpr std::int64_t integer() const { return m_int; }
    constexpr double real() const { return m_double; }
    constexpr std::span<const Value> items() const { return {m_items, m_size}; }
    inline std::span<const Attribute> entries() const;

    /// Same type and same content; NaN equals NaN.
    friend bool operator==(const Value& a, const Value& b);

private:
    constexpr explicit Value(Type type)
        : m_type(type) { }
    constexpr Value(Type type, std::string_view s)
        : m_text(s.data())
        , m_size(s.size())
        , m_type(type) { }

    union {
        const char* m_text = nullptr;
        bool m_bool;
        std::int64_t m_int;
        double m_double;
        const Value* m_items;
        const Attribute* m_entries;
    };
    std::size_t m_size = 0;
    Type m_type = Type::Empty;
};

struct Attribute {
    std::string_view key;
    Value value;

    friend bool operator==(const Attribute&, const Attribute&) = default;
};

using Attributes = std::span<const Attribute>;

inline std::span<const Attribute> Value::entries() const { return {m_entries, m_size}; }

/// The last value under `key` (duplicate keys: last wins), or nullptr.
const Value* findAttribute(Attributes attributes, std::string_view key);

} // namespace spanglass
