#include "services/warehouse/tables/JsonValue.h"

#include "services/otlp/JsonReader.h"

#include <charconv>

namespace spanglass {

namespace {

constexpr int MaxDepth = 64;

class Reading {
public:
    Reading(std::string_view json, BatchMemory& memory)
        : m_reader(json)
        , m_memory(memory) { }

    std::optional<Value> whole() {
        const Value value = next(0);
        if (m_reader.failed() || !m_reader.atEnd())
            return std::nullopt;
        return value;
    }

private:
    std::string_view text() {
        std::string_view out;
        return m_reader.string(out) ? m_memory.keep(out) : std::string_view();
    }

    Value number() {
        std::string_view digits;
        if (!m_reader.number(digits))
            return {};
        const char* end = digits.data() + digits.size();
        std::int64_t whole = 0;
        if (const auto [at, error] = std::from_chars(digits.data(), end, whole); error == std::errc() && at == end)
            return Value::integer(whole);
        double real = 0;
        std::from_chars(digits.data(), end, real);
        return Value::real(real);
    }

    Value array(int depth) {
        std::vector<Value> items;
        while (!m_reader.failed() && !m_reader.accept(']')) {
            items.push_back(next(depth + 1));
            if (m_reader.peek() != ']')
                (void)m_reader.expect(',');
        }
        return Value::array(m_memory.keep(std::span<const Value>(items)));
    }

    Value object(int depth) {
        std::vector<Attribute> entries;
        while (!m_reader.failed() && !m_reader.accept('}')) {
            const std::string_view key = text();
            (void)m_reader.expect(':');
            entries.push_back({key, next(depth + 1)});
            if (m_reader.peek() != '}')
                (void)m_reader.expect(',');
        }
        return Value::keyValues(m_memory.keep(std::span<const Attribute>(entries)));
    }

    Value next(int depth) {
        if (depth > MaxDepth) {
            m_reader.fail("nested too deep");
            return {};
        }
        switch (m_reader.peek()) {
        case '"':
            return Value::string(text());
        case '{':
            (void)m_reader.accept('{');
            return object(depth);
        case '[':
            (void)m_reader.accept('[');
            return array(depth);
        case 't':
            (void)m_reader.literal("true");
            return Value::boolean(true);
        case 'f':
            (void)m_reader.literal("false");
            return Value::boolean(false);
        case 'n':
            (void)m_reader.literal("null");
            return {};
        default:
            return number();
        }
    }

    JsonReader m_reader;
    BatchMemory& m_memory;
};

} // namespace

std::optional<Value> jsonValue(std::string_view json, BatchMemory& memory) { return Reading(json, memory).whole(); }

} // namespace spanglass
