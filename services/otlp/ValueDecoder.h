#pragma once

#include "services/core/Batch.h"
#include "services/otlp/WireReader.h"

#include <utility>
#include <vector>

namespace spanglass {

/// AnyValues nested deeper than this are cut off: an attribute's own value has depth 1.
inline constexpr int MaxValueNesting = 64;

/// How deep messages may nest in other readers of a request. Up to eight lead to an attribute's value, and a key-value
/// list adds three for each level: so the value decoder, whose limit counts, is always the one to cut.
inline constexpr int MaxMessageNesting = 8 + 3 * (MaxValueNesting + 1);

/// Turns texts, values and attribute lists of one request into views, repairing what OTLP senders get wrong and keeping
/// note of it. Lists are gathered on a stack and moved to the batch's arena when complete.
class ValueDecoder {
public:
    ValueDecoder(BatchMemory& memory, WireFault& fault)
        : m_memory(memory)
        , m_fault(fault) { }

    /// As it is when it is UTF-8, else repaired in the arena.
    std::string_view text(std::string_view raw);

    /// An AnyValue message.
    Value value(std::string_view message) { return value(message, 1); }

    /// A list begins; lists may nest.
    std::size_t beginList() const { return m_attributes.size(); }
    /// Adds a KeyValue message to the innermost list.
    void add(std::string_view keyValue) { add(keyValue, 1); }
    /// The list since `begin`, of equal keys the last only.
    Attributes endList(std::size_t begin);

    /// Bits of Notice met since the last call.
    std::uint8_t takeNotices() { return std::exchange(m_notices, std::uint8_t(0)); }

private:
    Value value(std::string_view message, int depth);
    Value array(std::string_view message, int depth);
    Value keyValues(std::string_view message, int depth);
    void add(std::string_view keyValue, int depth);
    void set(Notice notice) { m_notices |= static_cast<std::uint8_t>(notice); }

    BatchMemory& m_memory;
    WireFault& m_fault;
    std::vector<Attribute> m_attributes;
    std::vector<Value> m_values;
    std::uint8_t m_notices = 0;
};

} // namespace spanglass
