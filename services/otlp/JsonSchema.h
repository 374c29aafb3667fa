#pragma once

#include "services/core/Batch.h"

#include <optional>

namespace google::protobuf {
class EnumDescriptor;
}

namespace spanglass {

/// How a field stands in OTLP/JSON and on the wire.
enum class JsonKind : std::uint8_t {
    Text,
    Base64,
    Hex,
    Bool,
    Int32,
    SInt32, ///< zigzag on the wire
    UInt32,
    Fixed32,
    Int64,
    UInt64,
    Fixed64,
    SFixed64,
    Double,
    Enum,
    Message,
};

struct JsonMessage;

struct JsonField {
    std::string_view name; ///< lowerCamelCase, as OTLP/JSON spells it
    std::string_view protoName; ///< snake_case, as some senders do
    std::uint32_t number = 0;
    JsonKind kind = JsonKind::Text;
    bool repeated = false;
    const JsonMessage* message = nullptr; ///< Kind Message
    const google::protobuf::EnumDescriptor* enumeration = nullptr; ///< Kind Enum

    std::optional<std::int32_t> enumNumber(std::string_view enumName) const;
};

/// One message of the private .proto files, made from its descriptor for quick look-ups.
struct JsonMessage {
    std::string_view name; ///< of the message type, for words to people
    std::vector<JsonField> fields; ///< by number

    /// By either name. Looks at `hint` first and leaves the place after the field found there: keys mostly come in one
    /// order.
    const JsonField* find(std::string_view key, std::size_t& hint) const;
    const JsonField* find(std::uint32_t number) const;
};

/// The Export request of a signal. Built once, lives forever.
const JsonMessage& jsonSchema(Signal signal);
/// The Span message, with its Resource and InstrumentationScope.
const JsonMessage& spanSchema();
const JsonMessage& resourceSchema();
const JsonMessage& scopeSchema();

} // namespace spanglass
