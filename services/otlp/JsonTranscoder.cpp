#include "services/otlp/JsonTranscoder.h"

#include "services/otlp/Base64.h"
#include "services/otlp/JsonNumber.h"
#include "services/otlp/ValueDecoder.h"
#include "services/otlp/WireFailure.h"

#include <array>
#include <limits>

namespace spanglass {

namespace {

constexpr std::array<Signal, 3> Signals{Signal::Traces, Signal::Logs, Signal::Metrics};

/// At most 40 characters of what was given.
std::string quoted(std::string_view text) {
    return '"' + std::string(text.substr(0, 40)) + (text.size() > 40 ? "…\"" : "\"");
}

std::string_view wantedNumber(JsonKind kind) {
    switch (kind) {
    case JsonKind::Int64:
    case JsonKind::UInt64:
    case JsonKind::Fixed64:
    case JsonKind::SFixed64:
        return "a 64-bit integer";
    case JsonKind::Double:
        return "a number";
    case JsonKind::Enum:
        return "an enum number";
    default:
        return "a 32-bit integer";
    }
}

} // namespace

JsonTranscoder::JsonTranscoder(std::string_view json, Signal signal)
    : m_in(withoutByteOrderMark(json))
    , m_signal(signal) {
    m_out.reserve(json.size());
}

std::expected<std::string, DecodeFailure> JsonTranscoder::run() {
    const Place top;
    if (m_in.atEnd())
        return std::unexpected(DecodeFailure{Refusal::NotJson, "The body is empty; OTLP/JSON needs at least {}.", {}});
    if (m_in.peek() != '{')
        m_in.fail("an object expected");
    if (!object(jsonSchema(m_signal), top) || m_invalid)
        return std::unexpected(failure());
    if (!m_in.atEnd()) {
        m_in.fail("something follows after the JSON value");
        return std::unexpected(failure());
    }
    if (m_otherSeen && !m_expectedSeen)
        return std::unexpected(wrongSignalFailure(*m_otherSeen, m_signal));
    return m_out.take();
}

bool JsonTranscoder::object(const JsonMessage& message, const Place& place) {
    if (!m_in.expect('{'))
        return false;
    if (m_in.accept('}'))
        return true;
    std::size_t hint = 0;
    bool read = true;
    do
        read = member(message, place, hint);
    while (read && m_in.accept(','));
    if (read && (m_in.accept('}') || m_in.fail("',' or '}' expected")))
        return true;
    if (m_faultPath.empty())
        m_faultPath = pathOf(&place);
    return false;
}

bool JsonTranscoder::member(const JsonMessage& message, const Place& place, std::size_t& hint) {
    std::string_view key;
    if (m_in.peek() != '"')
        return m_in.fail("a key expected");
    if (!m_in.string(key))
        return false;
    const JsonField* field = message.find(key, hint);
    if (!field)
        return unknownMember(place, key);
    if (key != field->name)
        note(
            m_notes, Refusal::SnakeCaseKeys, std::string(field->protoName) + " instead of " + std::string(field->name));
    m_expectedSeen |= place.field == nullptr;
    if (!m_in.expect(':'))
        return false;
    if (m_in.peek() == 'n')
        return m_in.literal("null");
    const Place inside{&place, field, NoIndex, place.depth};
    return field->repeated ? list(inside) : value(inside);
}

bool JsonTranscoder::unknownMember(const Place& place, std::string_view key) {
    if (place.field == nullptr) {
        std::size_t ignored = 0;
        for (const Signal other : Signals)
            if (jsonSchema(other).find(key, ignored))
                m_otherSeen = other;
    }
    return m_in.expect(':') && m_in.skip();
}

bool JsonTranscoder::list(const Place& place) {
    if (m_in.peek() != '[')
        return wrongKind(place, "a list");
    m_in.accept('[');
    if (m_in.accept(']'))
        return true;
    Place item = place;
    item.index = 0;
    do {
        // A null in a list means the default (of a message: empty), as Go's and Java's readers take it.
        if (m_in.peek() == 'n') {
            if (!m_in.literal("null"))
                return false;
            if (place.field->kind == JsonKind::Message)
                m_out.close(m_out.open(place.field->number));
        } else if (!value(item)) {
            return false;
        }
        ++item.index;
    } while (m_in.accept(','));
    return m_in.accept(']') || m_in.fail("',' or ']' expected");
}

bool JsonTranscoder::value(const Place& place) {
    switch (place.field->kind) {
    case JsonKind::Message:
        return nested(place);
    case JsonKind::Text:
    case JsonKind::Base64:
    case JsonKind::Hex:
        return textual(place);
    case JsonKind::Bool:
        return boolean(place);
    case JsonKind::Enum:
        return enumeration(place);
    default:
        return numeric(place);
    }
}

bool JsonTranscoder::nested(const Place& place) {
    if (m_in.peek() != '{')
        return wrongKind(place, "an object (" + std::string(place.field->message->name) + ')');
    const std::size_t begin = m_out.open(place.field->number);
    Place inside = place;
    ++inside.depth;
    if (inside.depth > MaxMessageNesting ? !m_in.skip() : !object(*place.field->message, inside))
        return false;
    m_out.close(begin);
    return true;
}

bool JsonTranscoder::textual(const Place& place) {
    if (m_in.peek() != '"')
        return wrongKind(place, "a string");
    std::string_view text;
    if (!m_in.string(text))
        return false;
    const JsonField& field = *place.field;
    if (field.kind == JsonKind::Text) {
        m_out.bytes(field.number, text);
        return true;
    }
    if (field.kind == JsonKind::Hex) {
        writeId(field, text);
        return true;
    }
    const std::size_t begin = m_out.open(field.number);
    if (!appendFromBase64(m_out.out(), text))
        return invalid(place, quoted(text) + " is not base64");
    m_out.close(begin);
    return true;
}

void JsonTranscoder::writeId(const JsonField& field, std::string_view text) {
    if (text.size() == 32) {
        if (const auto id = TraceId::fromHex(text)) {
            const auto bytes = id->bytes();
            m_out.bytes(field.number, {bytes.data(), bytes.size()});
            return;
        }
    } else if (text.size() == 16) {
        if (const auto id = SpanId::fromHex(text)) {
            const auto bytes = id->bytes();
            m_out.bytes(field.number, {bytes.data(), bytes.size()});
            return;
        }
    } else if (text.empty()) {
        m_out.bytes(field.number, {});
        return;
    }
    std::string marked = '"' + std::string(text) + '"';
    if (marked.size() == 8 || marked.size() == 16)
        marked += ' ';
    m_out.bytes(field.number, marked);
}

bool JsonTranscoder::boolean(const Place& place) {
    const char first = m_in.peek();
    if (first != 't' && first != 'f')
        return wrongKind(place, "true or false");
    if (!m_in.literal(first == 't' ? "true" : "false"))
        return false;
    m_out.varint(place.field->number, first == 't');
    return true;
}

bool JsonTranscoder::enumeration(const Place& place) {
    if (m_in.peek() != '"')
        return numeric(place);
    std::string_view name;
    if (!m_in.string(name))
        return false;
    const auto number = place.field->enumNumber(name);
    if (!number)
        return writeNumber(place, name);
    note(m_notes, Refusal::EnumByName, std::string(place.field->name) + ": " + std::string(name));
    m_out.varint(place.field->number, static_cast<std::uint64_t>(*number));
    return true;
}

bool JsonTranscoder::numeric(const Place& place) {
    std::string_view text;
    const char first = m_in.peek();
    if (first == '"' ? !m_in.string(text) : first != '-' && (first < '0' || first > '9'))
        return m_in.failed() ? false : wrongKind(place, wantedNumber(place.field->kind));
    if (first != '"' && !m_in.number(text))
        return false;
    return writeNumber(place, text);
}

bool JsonTranscoder::writeNumber(const Place& place, std::string_view text) {
    using Int32 = std::numeric_limits<std::int32_t>;
    using Int64 = std::numeric_limits<std::int64_t>;
    switch (place.field->kind) {
    case JsonKind::Double:
        if (const auto real = toDouble(text)) {
            m_out.real(place.field->number, *real);
            return true;
        }
        return invalid(place, quoted(text) + " is not a number that a double can hold");
    case JsonKind::Int64:
    case JsonKind::SFixed64:
        return signedNumber(place, text, Int64::min(), Int64::max());
    case JsonKind::UInt64:
    case JsonKind::Fixed64:
        return unsignedNumber(place, text, std::numeric_limits<std::uint64_t>::max());
    case JsonKind::UInt32:
    case JsonKind::Fixed32:
        return unsignedNumber(place, text, std::numeric_limits<std::uint32_t>::max());
    default:
        return signedNumber(place, text, Int32::min(), Int32::max());
    }
}

bool JsonTranscoder::signedNumber(const Place& place, std::string_view text, std::int64_t min, std::int64_t max) {
    const auto number = toInt64(text);
    if (!number || *number < min || *number > max)
        return invalid(place, quoted(text) + " is not " + std::string(wantedNumber(place.field->kind)));
    const JsonField& field = *place.field;
    if (field.kind == JsonKind::SFixed64)
        m_out.fixed64(field.number, static_cast<std::uint64_t>(*number));
    else
        m_out.varint(
            field.number, field.kind == JsonKind::SInt32 ? zigZag(*number) : static_cast<std::uint64_t>(*number));
    return true;
}

bool JsonTranscoder::unsignedNumber(const Place& place, std::string_view text, std::uint64_t max) {
    const auto number = toUInt64(text);
    if (!number || *number > max)
        return invalid(
            place, quoted(text) + " is not an unsigned " + std::string(wantedNumber(place.field->kind).substr(2)));
    const JsonField& field = *place.field;
    if (field.kind == JsonKind::Fixed64)
        m_out.fixed64(field.number, *number);
    else if (field.kind == JsonKind::Fixed32)
        m_out.fixed32(field.number, static_cast<std::uint32_t>(*number));
    else
        m_out.varint(field.number, *number);
    return true;
}

/// A value of another kind than the field's; what is no value at all is the text's fault.
bool JsonTranscoder::wrongKind(const Place& place, std::string_view wanted) {
    std::string found;
    switch (m_in.peek()) {
    case '{':
        found = "an object";
        break;
    case '[':
        found = "a list";
        break;
    case '"':
        found = "a string";
        break;
    case 't':
    case 'f':
        found = "true or false";
        break;
    case 'n':
        found = "null";
        break;
    default:
        found = "a number";
    }
    const std::size_t position = m_in.position();
    if (!m_in.skip())
        return false;
    m_invalid = DecodeFailure{Refusal::FieldInvalid,
        pathOf(&place) + " must be " + std::string(wanted) + ", not " + found + " (at byte " + std::to_string(position)
            + ").",
        pathOf(&place)};
    return false;
}

bool JsonTranscoder::invalid(const Place& place, std::string reason) {
    const std::string path = pathOf(&place);
    m_invalid = DecodeFailure{
        Refusal::FieldInvalid, path + ": " + reason + " (before byte " + std::to_string(m_in.position()) + ").", path};
    return false;
}

DecodeFailure JsonTranscoder::failure() const {
    if (m_invalid)
        return *m_invalid;
    std::string message
        = "The body is not valid JSON: " + std::string(m_in.reason()) + " at byte " + std::to_string(m_in.position());
    if (!m_faultPath.empty())
        message += " (in " + m_faultPath + ')';
    return {Refusal::NotJson, message + '.', m_faultPath};
}

std::string JsonTranscoder::pathOf(const Place* place) {
    if (!place || !place->field)
        return {};
    std::string path = pathOf(place->up);
    if (!path.empty())
        path += '.';
    path += place->field->name;
    if (place->index != NoIndex)
        path += '[' + std::to_string(place->index) + ']';
    return path;
}

} // namespace spanglass
