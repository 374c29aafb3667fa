#include "services/otlp/SpanDecoder.h"

namespace spanglass {

namespace {

constexpr std::uint32_t LastSpanField = 16;

} // namespace

void SpanDecoder::read(std::string_view message, RawSpan& out) {
    Span& span = out.span;
    m_events.clear();
    m_links.clear();
    const std::size_t list = m_values.beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            out.traceId = in.bytes();
            break;
        case lengthTag(2):
            out.spanId = in.bytes();
            break;
        case lengthTag(3):
            span.traceState = m_values.text(in.bytes());
            break;
        case lengthTag(4):
            out.parentId = in.bytes();
            break;
        case lengthTag(5):
            span.name = m_values.text(in.bytes());
            break;
        case varintTag(6):
            span.kind = static_cast<SpanKind>(static_cast<std::int32_t>(in.varint()));
            break;
        case fixed64Tag(7):
            span.start.value = in.fixed64();
            break;
        case fixed64Tag(8):
            span.end.value = in.fixed64();
            break;
        case lengthTag(9):
            m_values.add(in.bytes());
            break;
        case varintTag(10):
            span.droppedAttributes = static_cast<std::uint32_t>(in.varint());
            break;
        case lengthTag(11):
            readEvent(in.bytes());
            break;
        case varintTag(12):
            span.droppedEvents = static_cast<std::uint32_t>(in.varint());
            break;
        case lengthTag(13):
            readLink(in.bytes());
            break;
        case varintTag(14):
            span.droppedLinks = static_cast<std::uint32_t>(in.varint());
            break;
        case lengthTag(15):
            readStatus(in.bytes(), span);
            break;
        case fixed32Tag(16):
            span.flags = in.fixed32();
            break;
        default:
            out.strange |= fieldOf(in.tag()) <= LastSpanField;
            in.skip();
        }
    }
    span.attributes = m_values.endList(list);
    span.events = m_memory.keep(std::span<const SpanEvent>(m_events));
    span.links = m_memory.keep(std::span<const SpanLink>(m_links));
}

void SpanDecoder::readEvent(std::string_view message) {
    if (!m_fault.admit(message.data(), 8))
        return;
    SpanEvent event;
    const std::size_t list = m_values.beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case fixed64Tag(1):
            event.time.value = in.fixed64();
            break;
        case lengthTag(2):
            event.name = m_values.text(in.bytes());
            break;
        case lengthTag(3):
            m_values.add(in.bytes());
            break;
        case varintTag(4):
            event.droppedAttributes = static_cast<std::uint32_t>(in.varint());
            break;
        default:
            in.skip();
        }
    }
    event.attributes = m_values.endList(list);
    m_events.push_back(event);
}

void SpanDecoder::readLink(std::string_view message) {
    if (!m_fault.admit(message.data(), 8))
        return;
    SpanLink link;
    const std::size_t list = m_values.beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(1):
            link.traceId = TraceId::fromBytes(in.bytes()).value_or(TraceId());
            break;
        case lengthTag(2):
            link.spanId = SpanId::fromBytes(in.bytes()).value_or(SpanId());
            break;
        case lengthTag(3):
            link.traceState = m_values.text(in.bytes());
            break;
        case lengthTag(4):
            m_values.add(in.bytes());
            break;
        case varintTag(5):
            link.droppedAttributes = static_cast<std::uint32_t>(in.varint());
            break;
        case fixed32Tag(6):
            link.flags = in.fixed32();
            break;
        default:
            in.skip();
        }
    }
    link.attributes = m_values.endList(list);
    m_links.push_back(link);
}

void SpanDecoder::readStatus(std::string_view message, Span& span) {
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case lengthTag(2):
            span.statusMessage = m_values.text(in.bytes());
            break;
        case varintTag(3):
            span.status = static_cast<StatusCode>(static_cast<std::int32_t>(in.varint()));
            break;
        default:
            in.skip();
        }
    }
}

} // namespace spanglass
