#include "services/otlp/JsonSchema.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "trace.pb.h"

#include <algorithm>
#include <map>
#include <memory>

namespace spanglass {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

JsonKind kindOf(const FieldDescriptor& field) {
    switch (field.type()) {
    case FieldDescriptor::TYPE_BYTES:
        switch (field.options().GetExtension(otlp::as)) {
        case otlp::HEX:
            return JsonKind::Hex;
        case otlp::TEXT:
            return JsonKind::Text;
        default:
            return JsonKind::Base64;
        }
    case FieldDescriptor::TYPE_BOOL:
        return JsonKind::Bool;
    case FieldDescriptor::TYPE_INT32:
        return JsonKind::Int32;
    case FieldDescriptor::TYPE_SINT32:
        return JsonKind::SInt32;
    case FieldDescriptor::TYPE_UINT32:
        return JsonKind::UInt32;
    case FieldDescriptor::TYPE_FIXED32:
        return JsonKind::Fixed32;
    case FieldDescriptor::TYPE_INT64:
        return JsonKind::Int64;
    case FieldDescriptor::TYPE_UINT64:
        return JsonKind::UInt64;
    case FieldDescriptor::TYPE_FIXED64:
        return JsonKind::Fixed64;
    case FieldDescriptor::TYPE_SFIXED64:
        return JsonKind::SFixed64;
    case FieldDescriptor::TYPE_DOUBLE:
        return JsonKind::Double;
    case FieldDescriptor::TYPE_ENUM:
        return JsonKind::Enum;
    case FieldDescriptor::TYPE_MESSAGE:
        return JsonKind::Message;
    default:
        qFatal("a field type that our .proto files do not use: %s", field.full_name().c_str());
    }
}

/// All messages reachable from the three requests. Descriptors live as long as the program, so views into them hold.
class Schemas {
public:
    const JsonMessage* of(const Descriptor* descriptor) {
        if (const auto known = m_messages.find(descriptor); known != m_messages.end())
            return known->second.get();
        JsonMessage& message = *(m_messages[descriptor] = std::make_unique<JsonMessage>());
        message.name = descriptor->name();
        for (int i = 0; i < descriptor->field_count(); ++i) {
            const FieldDescriptor& field = *descriptor->field(i);
            JsonField& added = message.fields.emplace_back();
            added.name = field.json_name();
            added.protoName = field.name();
            added.number = static_cast<std::uint32_t>(field.number());
            added.kind = kindOf(field);
            added.repeated = field.is_repeated();
            added.enumeration = field.enum_type();
        }
        std::ranges::sort(message.fields, {}, &JsonField::number);
        // AnyValue contains itself, so its entry stands in the map before its fields are followed.
        for (JsonField& field : message.fields)
            if (field.kind == JsonKind::Message)
                field.message = of(descriptor->FindFieldByNumber(static_cast<int>(field.number))->message_type());
        return &message;
    }

private:
    std::map<const Descriptor*, std::unique_ptr<JsonMessage>> m_messages;
};

struct Roots {
    Schemas schemas;
    const JsonMessage* traces = schemas.of(otlp::ExportTraceServiceRequest::descriptor());
    const JsonMessage* logs = schemas.of(otlp::ExportLogsServiceRequest::descriptor());
    const JsonMessage* metrics = schemas.of(otlp::ExportMetricsServiceRequest::descriptor());
    const JsonMessage* span = schemas.of(otlp::Span::descriptor());
    const JsonMessage* resource = schemas.of(otlp::Resource::descriptor());
    const JsonMessage* scope = schemas.of(otlp::InstrumentationScope::descriptor());
};

const Roots& roots() {
    static const Roots instance;
    return instance;
}

} // namespace

std::optional<std::int32_t> JsonField::enumNumber(std::string_view enumName) const {
    const auto* value = enumeration->FindValueByName(std::string(enumName));
    return value ? std::optional(value->number()) : std::nullopt;
}

const JsonField* JsonMessage::find(std::string_view key, std::size_t& hint) const {
    for (std::size_t n = 0; n < fields.size(); ++n) {
        if (hint >= fields.size())
            hint = 0;
        const JsonField& field = fields[hint++];
        if (field.name == key || field.protoName == key)
            return &field;
    }
    return nullptr;
}

const JsonField* JsonMessage::find(std::uint32_t number) const {
    for (const JsonField& field : fields)
        if (field.number == number)
            return &field;
    return nullptr;
}

const JsonMessage& jsonSchema(Signal signal) {
    switch (signal) {
    case Signal::Traces:
        return *roots().traces;
    case Signal::Logs:
        return *roots().logs;
    case Signal::Metrics:
        return *roots().metrics;
    }
    return *roots().traces;
}

const JsonMessage& spanSchema() { return *roots().span; }
const JsonMessage& resourceSchema() { return *roots().resource; }
const JsonMessage& scopeSchema() { return *roots().scope; }

} // namespace spanglass
