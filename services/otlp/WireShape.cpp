#include "services/otlp/WireShape.h"

#include "services/otlp/Wire.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr WirePart time(std::uint32_t field) { return {fixed64Tag(field), WirePart::Role::Time}; }
constexpr WirePart attributes(std::uint32_t field) { return {lengthTag(field), WirePart::Role::Attribute}; }
constexpr WirePart traceId(std::uint32_t field) { return {lengthTag(field), WirePart::Role::TraceId}; }
constexpr WirePart linkedTraceId(std::uint32_t field) { return {lengthTag(field), WirePart::Role::LinkedTraceId}; }
constexpr WirePart message(std::uint32_t field, const WireShape& shape) {
    return {lengthTag(field), WirePart::Role::Message, &shape};
}

constexpr WirePart ResourceParts[] = {attributes(1)};
constexpr WireShape ResourceShape{ResourceParts};
constexpr WirePart ScopeParts[] = {attributes(3)};
constexpr WireShape ScopeShape{ScopeParts};

constexpr WirePart EventParts[] = {time(1), attributes(3)};
constexpr WireShape EventShape{EventParts};
constexpr WirePart LinkParts[] = {linkedTraceId(1), attributes(4)};
constexpr WireShape LinkShape{LinkParts};
constexpr WirePart SpanParts[]
    = {traceId(1), time(7), time(8), attributes(9), message(11, EventShape), message(13, LinkShape)};
constexpr WireShape SpanShape{SpanParts, WireShape::Kind::Span};

constexpr WirePart LogRecordParts[] = {time(1), attributes(6), linkedTraceId(9), time(11)};
constexpr WireShape LogRecordShape{LogRecordParts};

constexpr WirePart ExemplarParts[] = {time(2), linkedTraceId(5), attributes(7)};
constexpr WireShape ExemplarShape{ExemplarParts};
constexpr WirePart NumberPointParts[] = {time(2), time(3), message(5, ExemplarShape), attributes(7)};
constexpr WireShape NumberPointShape{NumberPointParts};
constexpr WirePart HistogramPointParts[] = {time(2), time(3), message(8, ExemplarShape), attributes(9)};
constexpr WireShape HistogramPointShape{HistogramPointParts};
constexpr WirePart ExponentialPointParts[] = {attributes(1), time(2), time(3), message(11, ExemplarShape)};
constexpr WireShape ExponentialPointShape{ExponentialPointParts};
constexpr WirePart SummaryPointParts[] = {time(2), time(3), attributes(7)};
constexpr WireShape SummaryPointShape{SummaryPointParts};
constexpr WirePart NumbersParts[] = {message(1, NumberPointShape)};
constexpr WireShape NumbersShape{NumbersParts}; // Gauge and Sum
constexpr WirePart HistogramParts[] = {message(1, HistogramPointShape)};
constexpr WireShape HistogramShape{HistogramParts};
constexpr WirePart ExponentialParts[] = {message(1, ExponentialPointShape)};
constexpr WireShape ExponentialShape{ExponentialParts};
constexpr WirePart SummaryParts[] = {message(1, SummaryPointShape)};
constexpr WireShape SummaryShape{SummaryParts};
constexpr WirePart MetricParts[] = {message(5, NumbersShape), message(7, NumbersShape), message(9, HistogramShape),
    message(10, ExponentialShape), message(11, SummaryShape), attributes(12)};
constexpr WireShape MetricShape{MetricParts};

/// What the three requests have in common: repeated { resource = 1, repeated { scope = 1, repeated item = 2 } = 2 } = 1
template <const WireShape& Item> struct Request {
    static constexpr WirePart ScopeGroupParts[] = {message(1, ScopeShape), message(2, Item)};
    static constexpr WireShape ScopeGroup{ScopeGroupParts};
    static constexpr WirePart ResourceGroupParts[] = {message(1, ResourceShape), message(2, ScopeGroup)};
    static constexpr WireShape ResourceGroup{ResourceGroupParts, WireShape::Kind::ResourceGroup};
    static constexpr WirePart Parts[] = {message(1, ResourceGroup)};
    static constexpr WireShape Shape{Parts};
};

} // namespace

const WirePart* WireShape::find(std::uint32_t tag) const {
    const auto found = std::ranges::find(parts, tag, &WirePart::tag);
    return found == parts.end() ? nullptr : &*found;
}

const WireShape& wireShape(Signal signal) {
    switch (signal) {
    case Signal::Logs:
        return Request<LogRecordShape>::Shape;
    case Signal::Metrics:
        return Request<MetricShape>::Shape;
    case Signal::Traces:
        break;
    }
    return Request<SpanShape>::Shape;
}

} // namespace spanglass
