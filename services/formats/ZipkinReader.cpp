#include "services/formats/ZipkinReader.h"

#include "services/formats/ForeignJson.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace foreign;

namespace {

/// Address and port of an endpoint under the names of the semantic conventions.
void addEndpoint(
    const Json& endpoint, const char* addressKey, const char* portKey, std::vector<Attribute>& to, BatchBuilder& out) {
    for (const char* family : {"ipv4", "ipv6"})
        if (const auto address = text(endpoint, family); !address.empty()) {
            to.push_back(attribute(addressKey, address, out));
            break;
        }
    if (const auto port = integer(member(endpoint, "port")); port && *port > 0)
        to.push_back(attribute(portKey, Value::integer(*port), out));
}

void readTags(const Json& json, Span& span, BatchBuilder& out) {
    std::vector<Attribute> attributes;
    const Json& tags = member(json, "tags");
    if (tags.is_object())
        for (const auto& [key, value] : tags.items()) {
            if (key == "error") {
                span.status = StatusCode::Error;
                if (value.is_string() && value != "true")
                    span.statusMessage = out.keep(value.get_ref<const std::string&>());
            } else if (key == "otel.status_code" && value.is_string()) {
                if (span.status == StatusCode::Unset)
                    span.status = statusFromWord(value.get_ref<const std::string&>());
            } else {
                attributes.push_back({out.keep(key), toValue(value, out)});
            }
        }
    addEndpoint(member(json, "localEndpoint"), "network.local.address", "network.local.port", attributes, out);
    const Json& remote = member(json, "remoteEndpoint");
    addEndpoint(remote, "network.peer.address", "network.peer.port", attributes, out);
    if (const auto service = text(remote, "serviceName"); !service.empty())
        attributes.push_back(attribute("peer.service", service, out));
    for (const auto& [name, key] : {std::pair{"shared", "zipkin.shared"}, std::pair{"debug", "zipkin.debug"}})
        if (member(json, name) == true)
            attributes.push_back(attribute(key, Value::boolean(true), out));
    span.attributes = out.keep(attributes);
}

std::optional<ItemFault> addSpan(const Json& json, BatchBuilder& out) {
    const auto traceId = traceIdFromShortHex(text(json, "traceId"));
    const auto spanId = spanIdFromShortHex(text(json, "id"));
    if (!traceId || !spanId)
        return ItemFault{u"a span was left out: its traceId or id is not hexadecimal"_s};
    Span& span = out.add();
    span.traceId = *traceId;
    span.spanId = *spanId;
    span.parentSpanId = spanIdFromShortHex(text(json, "parentId")).value_or(SpanId());
    span.name = out.keep(text(json, "name"));
    span.kind = kindFromWord(text(json, "kind"));
    span.start = timeFromMicros(member(json, "timestamp"));
    // A span without a duration was never finished.
    if (const Json& duration = member(json, "duration"); !duration.is_null() && span.start.isSet())
        span.end = span.start + durationFromMicros(duration);
    const std::string_view service = text(member(json, "localEndpoint"), "serviceName");
    span.resource = out.resource(std::string(service), [&] { return makeResource(service, {}, out); });
    std::vector<SpanEvent> events;
    for (const Json& annotation : items(member(json, "annotations")))
        events.push_back({timeFromMicros(member(annotation, "timestamp")), out.keep(text(annotation, "value")), {}, 0});
    span.events = out.keep(events);
    readTags(json, span, out);
    return {};
}

} // namespace

ItemFaults ZipkinReader::add(std::string_view json, BatchBuilder& out) {
    const auto item = parse(json);
    if (!item)
        return {item.error()};
    ItemFaults faults;
    const auto take = [&](const Json& span) {
        if (auto fault = addSpan(span, out))
            faults.push_back(std::move(*fault));
    };
    if (item->is_array())
        for (const Json& span : *item)
            take(span);
    else
        take(*item);
    return faults;
}

} // namespace spanglass
