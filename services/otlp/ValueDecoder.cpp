#include "services/otlp/ValueDecoder.h"

#include "services/otlp/KeyCheck.h"
#include "services/otlp/Utf8.h"

namespace spanglass {

std::string_view ValueDecoder::text(std::string_view raw) {
    if (isUtf8(raw)) [[likely]]
        return raw;
    set(Notice::InvalidUtf8);
    return m_memory.keep(repairedUtf8(raw));
}

Value ValueDecoder::value(std::string_view message, int depth) {
    if (depth > MaxValueNesting) {
        set(Notice::NestingCut);
        return {};
    }
    WireReader in(message, m_fault);
    Value result;
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            result = Value::string(text(in.bytes()));
            break;
        case varintTag(2):
            result = Value::boolean(in.varint() != 0);
            break;
        case varintTag(3):
            result = Value::integer(static_cast<std::int64_t>(in.varint()));
            break;
        case fixed64Tag(4):
            result = Value::real(in.real());
            break;
        case lengthTag(5):
            result = array(in.bytes(), depth);
            break;
        case lengthTag(6):
            result = keyValues(in.bytes(), depth);
            break;
        case lengthTag(7):
            result = Value::bytes(in.bytes());
            break;
        case varintTag(8): // string_value_strindex, for the profiles signal only
            set(Notice::StringIndexField);
            in.skip();
            break;
        default:
            in.skip();
        }
    }
    return result;
}

Value ValueDecoder::array(std::string_view message, int depth) {
    const std::size_t begin = m_values.size();
    WireReader in(message, m_fault);
    while (in.next()) {
        if (in.tag() == lengthTag(1)) {
            if (!m_fault.admit(in.position(), 1))
                break;
            const Value item = value(in.bytes(), depth + 1);
            m_values.push_back(item);
        } else {
            in.skip();
        }
    }
    const auto items = m_memory.keep(std::span<const Value>(m_values).subspan(begin));
    m_values.resize(begin);
    return Value::array(items);
}

Value ValueDecoder::keyValues(std::string_view message, int depth) {
    const std::size_t begin = beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        if (in.tag() == lengthTag(1))
            add(in.bytes(), depth + 1);
        else
            in.skip();
    }
    return Value::keyValues(endList(begin));
}

void ValueDecoder::add(std::string_view keyValue, int depth) {
    if (!m_fault.admit(keyValue.data(), 1))
        return;
    WireReader in(keyValue, m_fault);
    Attribute attribute;
    bool keyByIndex = false;
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            attribute.key = text(in.bytes());
            break;
        case lengthTag(2):
            attribute.value = value(in.bytes(), depth);
            break;
        case varintTag(3): // key_strindex, for the profiles signal only
            set(Notice::StringIndexField);
            keyByIndex = true;
            in.skip();
            break;
        default:
            in.skip();
        }
    }
    if (!keyByIndex || !attribute.key.empty())
        m_attributes.push_back(attribute);
}

Attributes ValueDecoder::endList(std::size_t begin) {
    std::span<Attribute> list = std::span(m_attributes).subspan(begin);
    if (hasDoubleKeys(list)) [[unlikely]] {
        set(Notice::DuplicateKeys);
        list = keepLastOfEachKey(list);
    }
    const Attributes kept = m_memory.keep(std::span<const Attribute>(list));
    m_attributes.resize(begin);
    return kept;
}

} // namespace spanglass
