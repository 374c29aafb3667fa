#include "services/otlp/ValueText.h"

#include "services/otlp/Base64.h"
#include "services/otlp/JsonText.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace spanglass {

namespace {

void appendInteger(std::string& out, std::int64_t value) {
    char text[20];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

} // namespace

void appendValueText(std::string& out, const Value& value) {
    switch (value.type()) {
    case Value::Type::Empty:
        return;
    case Value::Type::String:
        out += value.text();
        return;
    case Value::Type::Double:
        appendDouble(out, value.real());
        return;
    case Value::Type::Bytes:
        appendBase64(out, value.text());
        return;
    case Value::Type::Bool:
    case Value::Type::Int:
    case Value::Type::Array:
    case Value::Type::KeyValues:
        appendValueJson(out, value);
        return;
    }
}

void appendValueJson(std::string& out, const Value& value) {
    switch (value.type()) {
    case Value::Type::Empty:
        out += "null";
        return;
    case Value::Type::String:
        appendJsonString(out, value.text());
        return;
    case Value::Type::Bool:
        out += value.boolean() ? "true" : "false";
        return;
    case Value::Type::Int:
        appendInteger(out, value.integer());
        return;
    case Value::Type::Double:
        if (std::isfinite(value.real())) {
            appendDouble(out, value.real());
        } else {
            out += '"';
            appendDouble(out, value.real());
            out += '"';
        }
        return;
    case Value::Type::Bytes:
        out += '"';
        appendBase64(out, value.text());
        out += '"';
        return;
    case Value::Type::Array: {
        char separator = '[';
        for (const Value& item : value.items()) {
            out += std::exchange(separator, ',');
            appendValueJson(out, item);
        }
        out += value.items().empty() ? "[]" : "]";
        return;
    }
    case Value::Type::KeyValues:
        appendAttributesJson(out, value.entries());
        return;
    }
}

void appendAttributesJson(std::string& out, Attributes attributes) {
    char separator = '{';
    for (const Attribute& attribute : attributes) {
        out += std::exchange(separator, ',');
        appendJsonString(out, attribute.key);
        out += ':';
        appendValueJson(out, attribute.value);
    }
    out += attributes.empty() ? "{}" : "}";
}

} // namespace spanglass
