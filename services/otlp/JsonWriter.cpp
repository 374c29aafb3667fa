#include "services/otlp/JsonWriter.h"

#include "services/otlp/Base64.h"
#include "services/otlp/JsonText.h"
#include "services/otlp/ValueDecoder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace spanglass {

namespace {

WireType wireTypeOf(JsonKind kind) {
    switch (kind) {
    case JsonKind::Text:
    case JsonKind::Base64:
    case JsonKind::Hex:
    case JsonKind::Message:
        return WireType::Length;
    case JsonKind::Fixed32:
        return WireType::Fixed32;
    case JsonKind::Fixed64:
    case JsonKind::SFixed64:
    case JsonKind::Double:
        return WireType::Fixed64;
    default:
        return WireType::Varint;
    }
}

bool isNumber(JsonKind kind) { return wireTypeOf(kind) != WireType::Length; }

/// Whether an occurrence on the wire can be this field's: of its type, or a run of packed numbers.
bool fits(const JsonField& field, std::uint32_t tag) {
    return typeOf(tag) == wireTypeOf(field.kind)
        || (typeOf(tag) == WireType::Length && field.repeated && isNumber(field.kind));
}

template <class T> void appendInteger(std::string& out, T value) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

template <class T> void appendQuotedInteger(std::string& out, T value) {
    out += '"';
    appendInteger(out, value);
    out += '"';
}

std::uint64_t readNumber(WireReader& in, WireType type) {
    switch (type) {
    case WireType::Fixed64:
        return in.fixed64();
    case WireType::Fixed32:
        return in.fixed32();
    default:
        return in.varint();
    }
}

std::string_view wireTypeName(WireType type) {
    switch (type) {
    case WireType::Varint:
        return "varint";
    case WireType::Fixed64:
        return "fixed64";
    case WireType::Fixed32:
        return "fixed32";
    case WireType::Length:
        return "bytes";
    default:
        return "group";
    }
}

} // namespace

std::vector<JsonWriter::Entry> JsonWriter::entriesOf(std::string_view bytes) {
    std::vector<Entry> entries;
    WireFault fault;
    WireReader in(bytes, fault);
    while (in.next()) {
        Entry entry{.tag = in.tag(), .number = 0, .bytes = {}};
        const WireType type = typeOf(entry.tag);
        if (type == WireType::Length) {
            entry.bytes = in.bytes();
        } else if (type == WireType::GroupStart) {
            const char* begin = in.position();
            in.skip();
            entry.bytes = {begin, static_cast<std::size_t>(in.position() - begin)};
        } else if (type == WireType::GroupEnd || entry.tag % 8 > 5) {
            in.skip(); // faults
        } else {
            entry.number = readNumber(in, type);
        }
        if (!fault)
            entries.push_back(entry);
    }
    return entries;
}

void JsonWriter::message(std::string_view bytes, const JsonMessage& schema, int depth) {
    std::vector<Entry> entries;
    if (depth <= MaxMessageNesting)
        entries = entriesOf(bytes);
    const auto order = [](const Entry& e) { return fieldOf(e.tag); };
    if (!std::ranges::is_sorted(entries, {}, order))
        std::ranges::stable_sort(entries, {}, order);
    std::vector<Entry> unknown;
    m_out += '{';
    const std::size_t begin = m_out.size();
    const auto separate = [&] {
        if (m_out.size() > begin)
            m_out += ',';
    };
    for (auto at = entries.begin(); at != entries.end();) {
        const std::uint32_t number = fieldOf(at->tag);
        auto end = std::find_if(at, entries.end(), [number](const Entry& e) { return fieldOf(e.tag) != number; });
        const JsonField* known = schema.find(number);
        // Occurrences with another wire type are unknown fields, as libprotobuf takes them.
        const auto fitting
            = std::stable_partition(at, end, [known](const Entry& e) { return known && fits(*known, e.tag); });
        if (fitting != at) {
            separate();
            field(*known, {at, fitting}, depth);
        }
        unknown.insert(unknown.end(), fitting, end);
        at = end;
    }
    if (m_unknown == UnknownFields::List && !unknown.empty()) {
        separate();
        unknownFields(unknown);
    }
    m_out += '}';
}

void JsonWriter::field(const JsonField& field, Entries entries, int depth) {
    m_out += '"';
    m_out += field.name;
    m_out += "\":";
    if (!field.repeated) {
        if (field.kind == JsonKind::Message && entries.size() > 1) {
            // A message in several parts is one message: joined bytes merge (protobuf encoding, "Last One Wins").
            std::string joined;
            for (const Entry& entry : entries)
                joined += entry.bytes;
            message(joined, *field.message, depth + 1);
        } else {
            value(field, entries.back(), depth);
        }
        return;
    }
    char separator = '[';
    for (const Entry& entry : entries) {
        if (!isNumber(field.kind) || typeOf(entry.tag) != WireType::Length) {
            m_out += std::exchange(separator, ',');
            value(field, entry, depth);
            continue;
        }
        WireFault fault;
        for (WireReader packed(entry.bytes, fault); !packed.atEnd();) {
            const std::uint64_t bits = readNumber(packed, wireTypeOf(field.kind));
            if (fault)
                break;
            m_out += std::exchange(separator, ',');
            number(field, bits);
        }
    }
    m_out += separator == '[' ? "[]" : "]";
}

void JsonWriter::value(const JsonField& field, const Entry& entry, int depth) {
    switch (field.kind) {
    case JsonKind::Message:
        message(entry.bytes, *field.message, depth + 1);
        return;
    case JsonKind::Text:
        appendJsonString(m_out, entry.bytes);
        return;
    case JsonKind::Base64:
        m_out += '"';
        appendBase64(m_out, entry.bytes);
        m_out += '"';
        return;
    case JsonKind::Hex: {
        const std::size_t begin = m_out.size() + 1;
        m_out.append(2 * entry.bytes.size() + 2, '"');
        writeHex(entry.bytes, m_out.data() + begin);
        return;
    }
    default:
        number(field, entry.number);
    }
}

void JsonWriter::number(const JsonField& field, std::uint64_t bits) {
    switch (field.kind) {
    case JsonKind::Bool:
        m_out += bits ? "true" : "false";
        return;
    case JsonKind::UInt32:
    case JsonKind::Fixed32:
        appendInteger(m_out, static_cast<std::uint32_t>(bits));
        return;
    case JsonKind::SInt32:
        appendInteger(m_out, static_cast<std::int32_t>(unZigZag(bits)));
        return;
    case JsonKind::Int64:
    case JsonKind::SFixed64:
        appendQuotedInteger(m_out, static_cast<std::int64_t>(bits));
        return;
    case JsonKind::UInt64:
    case JsonKind::Fixed64:
        appendQuotedInteger(m_out, bits);
        return;
    case JsonKind::Double: {
        const auto real = std::bit_cast<double>(bits);
        const std::string_view quote = std::isfinite(real) ? "" : "\"";
        m_out += quote;
        appendDouble(m_out, real);
        m_out += quote;
        return;
    }
    default:
        appendInteger(m_out, static_cast<std::int32_t>(bits));
    }
}

void JsonWriter::unknownFields(Entries entries) {
    m_out += "\"unknownFields\":";
    char separator = '[';
    for (const Entry& entry : entries) {
        m_out += std::exchange(separator, ',');
        m_out += "{\"number\":";
        appendInteger(m_out, fieldOf(entry.tag));
        m_out += ",\"wireType\":\"";
        m_out += wireTypeName(typeOf(entry.tag));
        const bool isBytes = typeOf(entry.tag) == WireType::Length || typeOf(entry.tag) == WireType::GroupStart;
        m_out += isBytes ? "\",\"base64\":\"" : "\",\"value\":\"";
        if (isBytes)
            appendBase64(m_out, entry.bytes);
        else
            appendInteger(m_out, entry.number);
        m_out += "\"}";
    }
    m_out += ']';
}

} // namespace spanglass
