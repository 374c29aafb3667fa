#pragma once

#include "services/otlp/JsonSchema.h"
#include "services/otlp/WireReader.h"

namespace spanglass {

enum class UnknownFields : std::uint8_t { LeaveOut, List };

/// Writes protobuf messages as compact OTLP/JSON, driven by the schema. Stops at the first fault of a message, keeping
/// what it read; messages nested deeper than any that the decoder keeps are written empty.
class JsonWriter {
public:
    explicit JsonWriter(UnknownFields unknown)
        : m_unknown(unknown) { }

    void message(std::string_view bytes, const JsonMessage& schema) { message(bytes, schema, 0); }

    std::string& out() { return m_out; }

private:
    /// One field occurrence.
    struct Entry {
        std::uint32_t tag = 0;
        std::uint64_t number = 0; ///< varint and fixed
        std::string_view bytes; ///< length-delimited: the content; groups: all of it
    };
    using Entries = std::span<const Entry>;

    void message(std::string_view bytes, const JsonMessage& schema, int depth);
    std::vector<Entry> entriesOf(std::string_view bytes);
    void field(const JsonField& field, Entries entries, int depth);
    void value(const JsonField& field, const Entry& entry, int depth);
    void number(const JsonField& field, std::uint64_t bits);
    void unknownFields(Entries entries);

    UnknownFields m_unknown;
    std::string m_out;
};

} // namespace spanglass
