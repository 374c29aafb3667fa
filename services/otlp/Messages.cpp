#include "services/otlp/Messages.h"

namespace spanglass {

void setMessage(otlp::AnyValue& message, const Value& value) {
    switch (value.type()) {
    case Value::Type::Empty:
        message.Clear();
        return;
    case Value::Type::String:
        message.set_string_value(value.text().data(), value.text().size());
        return;
    case Value::Type::Bool:
        message.set_bool_value(value.boolean());
        return;
    case Value::Type::Int:
        message.set_int_value(value.integer());
        return;
    case Value::Type::Double:
        message.set_double_value(value.real());
        return;
    case Value::Type::Bytes:
        message.set_bytes_value(value.text().data(), value.text().size());
        return;
    case Value::Type::Array:
        message.mutable_array_value();
        for (const Value& item : value.items())
            setMessage(*message.mutable_array_value()->add_values(), item);
        return;
    case Value::Type::KeyValues:
        addMessages(*message.mutable_kvlist_value()->mutable_values(), value.entries());
        return;
    }
}

void addMessages(google::protobuf::RepeatedPtrField<otlp::KeyValue>& list, Attributes attributes) {
    list.Reserve(list.size() + static_cast<int>(attributes.size()));
    for (const Attribute& attribute : attributes) {
        otlp::KeyValue& message = *list.Add();
        message.set_key(attribute.key.data(), attribute.key.size());
        setMessage(*message.mutable_value(), attribute.value);
    }
}

} // namespace spanglass
