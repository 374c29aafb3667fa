#include "services/store/write/SpanRows.h"

#include "services/store/SpanType.h"

namespace spanglass {

namespace {

void fillEvents(ColumnFill<const SpanEvent*>& fields) {
    fields.numbers<std::int64_t>([](const SpanEvent* e) { return e->time.bits(); })
        .texts([](const SpanEvent* e) { return e->name; })
        .maps([](const SpanEvent* e) { return e->attributes; })
        .numbers<std::int32_t>([](const SpanEvent* e) { return e->droppedAttributes; });
}

void fillSpanLinks(ColumnFill<const SpanLink*>& fields) {
    fields.ids([](const SpanLink* l) { return l->traceId; })
        .ids([](const SpanLink* l) { return l->spanId; })
        .texts([](const SpanLink* l) { return l->traceState; })
        .maps([](const SpanLink* l) { return l->attributes; })
        .numbers<std::int32_t>([](const SpanLink* l) { return l->droppedAttributes; })
        .numbers<std::int32_t>([](const SpanLink* l) { return l->flags; });
}

} // namespace

void fillSpans(ColumnFill<SpanRow>& columns) {
    columns.numbers<std::int64_t>([](const SpanRow& r) { return r.seq; })
        .numbers<std::int64_t>([](const SpanRow& r) { return r.request; })
        .numbers<std::int32_t>([](const SpanRow& r) { return r.span->ordinal; })
        .ids([](const SpanRow& r) { return r.span->traceId; })
        .ids([](const SpanRow& r) { return r.span->spanId; })
        .ids([](const SpanRow& r) { return r.span->parentSpanId; })
        .texts([](const SpanRow& r) { return r.span->traceState; })
        .numbers<std::int32_t>([](const SpanRow& r) { return r.span->flags; })
        .texts([](const SpanRow& r) { return r.span->name; })
        .texts([](const SpanRow& r) { return spanKindName(r.span->kind); })
        .numbers<std::int64_t>([](const SpanRow& r) { return r.span->start.bits(); })
        .numbers<std::int64_t>([](const SpanRow& r) { return r.span->end.bits(); })
        .typedMaps([](const SpanRow& r) { return r.span->attributes; })
        .numbers<std::int32_t>([](const SpanRow& r) { return r.span->droppedAttributes; })
        .structLists<SpanEvent>([](const SpanRow& r) { return r.span->events; }, fillEvents)
        .numbers<std::int32_t>([](const SpanRow& r) { return r.span->droppedEvents; })
        .structLists<SpanLink>([](const SpanRow& r) { return r.span->links; }, fillSpanLinks)
        .numbers<std::int32_t>([](const SpanRow& r) { return r.span->droppedLinks; })
        .texts([](const SpanRow& r) { return statusCodeName(r.span->status); })
        .texts([](const SpanRow& r) { return r.span->statusMessage; })
        .texts([&](const SpanRow& r) { return spanType(*r.span, columns.arena()); })
        .numbers<std::uint64_t>([](const SpanRow& r) { return r.resource; })
        .numbers<std::uint64_t>([](const SpanRow& r) { return r.scope; })
        .numbers<std::uint64_t>([](const SpanRow& r) { return r.contentHash; })
        .numbers<std::uint8_t>([](const SpanRow& r) { return r.span->notices; });
}

void fillLinks(ColumnFill<LinkRow>& columns) {
    columns.numbers<std::int64_t>([](const LinkRow& r) { return r.seq; })
        .ids([](const LinkRow& r) { return r.span->traceId; })
        .ids([](const LinkRow& r) { return r.span->spanId; })
        .texts([](const LinkRow& r) { return r.span->name; })
        .ids([](const LinkRow& r) { return r.link->traceId; })
        .ids([](const LinkRow& r) { return r.link->spanId; });
}

} // namespace spanglass
