#include "services/otlp/EnvelopeDecoder.h"

#include <array>

namespace spanglass {

namespace {

struct NoticeRemark {
    Notice notice;
    Refusal remark;
};

constexpr std::array<NoticeRemark, 4> Remarks{{
    {Notice::InvalidUtf8, Refusal::InvalidUtf8},
    {Notice::DuplicateKeys, Refusal::DuplicateKeys},
    {Notice::NestingCut, Refusal::NestingCut},
    {Notice::StringIndexField, Refusal::StringIndexField},
}};

} // namespace

void EnvelopeDecoder::remark(std::uint8_t notices, std::string_view example) {
    for (const auto& [notice, refusal] : Remarks)
        if (notices & static_cast<std::uint8_t>(notice))
            note(m_batch.notes, refusal, example);
}

const Resource* EnvelopeDecoder::readResource(std::string_view group, std::uint8_t& notices) {
    Resource& resource = m_batch.resources.emplace_back();
    const std::size_t list = m_values.beginList();
    WireReader in(group, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1): // a message that comes in several parts is one message (protobuf merging)
            readResourceMessage(in.bytes(), resource);
            break;
        case lengthTag(3):
            resource.schemaUrl = m_values.text(in.bytes());
            break;
        default:
            in.skip();
        }
    }
    resource.attributes = m_values.endList(list);
    if (const Value* name = findAttribute(resource.attributes, "service.name");
        name && name->type() == Value::Type::String)
        resource.serviceName = name->text();
    const std::uint8_t own = m_values.takeNotices();
    if (own)
        remark(own, "in the resource of service \"" + std::string(resource.serviceName.substr(0, 100)) + '"');
    notices |= own;
    return &resource;
}

void EnvelopeDecoder::readResourceMessage(std::string_view message, Resource& resource) {
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            m_values.add(in.bytes());
            break;
        case varintTag(2):
            resource.droppedAttributes = static_cast<std::uint32_t>(in.varint());
            break;
        default:
            in.skip();
        }
    }
}

const Scope* EnvelopeDecoder::readScope(std::string_view group, std::uint8_t& notices) {
    Scope& scope = m_batch.scopes.emplace_back();
    const std::size_t list = m_values.beginList();
    WireReader in(group, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            readScopeMessage(in.bytes(), scope);
            break;
        case lengthTag(3):
            scope.schemaUrl = m_values.text(in.bytes());
            break;
        default:
            in.skip();
        }
    }
    scope.attributes = m_values.endList(list);
    const std::uint8_t own = m_values.takeNotices();
    if (own)
        remark(own, "in the scope \"" + std::string(scope.name.substr(0, 100)) + '"');
    notices |= own;
    return &scope;
}

void EnvelopeDecoder::readScopeMessage(std::string_view message, Scope& scope) {
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            scope.name = m_values.text(in.bytes());
            break;
        case lengthTag(2):
            scope.version = m_values.text(in.bytes());
            break;
        case lengthTag(3):
            m_values.add(in.bytes());
            break;
        case varintTag(4):
            scope.droppedAttributes = static_cast<std::uint32_t>(in.varint());
            break;
        default:
            in.skip();
        }
    }
}

} // namespace spanglass
