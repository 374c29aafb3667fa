#include "services/formats/JaegerReader.h"

#include "services/formats/ForeignJson.h"

#include <QByteArray>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace foreign;

namespace {

/// A tag's or log field's value, by its declared type where that says more than the JSON does.
Value tagValue(const Json& tag, BatchBuilder& out) {
    const Json& value = member(tag, "value");
    const std::string_view type = text(tag, "type");
    if (type == "int64")
        if (const auto number = integer(value))
            return Value::integer(*number);
    if (type == "float64" && value.is_number())
        return Value::real(value.get<double>());
    if (type == "binary" && value.is_string()) {
        const auto& coded = value.get_ref<const std::string&>();
        const QByteArray bytes = QByteArray::fromBase64(QByteArray::fromRawData(coded.data(), qsizetype(coded.size())));
        return Value::bytes(out.keep({bytes.data(), std::size_t(bytes.size())}));
    }
    if (type == "bool" && value.is_string())
        return Value::boolean(value.get_ref<const std::string&>() == "true");
    return toValue(value, out);
}

std::vector<Attribute> tags(const Json& list, BatchBuilder& out) {
    std::vector<Attribute> attributes;
    for (const Json& tag : items(list))
        attributes.push_back({out.keep(text(tag, "key")), tagValue(tag, out)});
    return attributes;
}

/// The tags in which Jaeger keeps what OTLP has fields for (OpenTelemetry specification, "OpenTelemetry to Jaeger").
struct FieldTags {
    SpanKind kind = SpanKind::Unspecified;
    StatusCode status = StatusCode::Unset;
    std::string_view statusMessage, scopeName, scopeVersion, traceState;
    bool error = false;

    /// Whether the tag was one of them.
    bool take(const Attribute& tag) {
        const bool isText = tag.value.type() == Value::Type::String;
        const std::string_view word = isText ? tag.value.text() : std::string_view();
        if (tag.key == "error") {
            error = word == "true" || (tag.value.type() == Value::Type::Bool && tag.value.boolean());
            return error;
        }
        if (!isText)
            return false;
        if (tag.key == "span.kind")
            return (kind = kindFromWord(word)) != SpanKind::Unspecified;
        if (tag.key == "otel.status_code")
            return (status = statusFromWord(word)) != StatusCode::Unset;
        for (const auto& [key, field] :
            {std::pair{"otel.status_description", &statusMessage}, std::pair{"otel.scope.name", &scopeName},
                std::pair{"otel.library.name", &scopeName}, std::pair{"otel.scope.version", &scopeVersion},
                std::pair{"otel.library.version", &scopeVersion}, std::pair{"w3c.tracestate", &traceState}})
            if (tag.key == key) {
                *field = word;
                return true;
            }
        return false;
    }
};

void readReferences(const Json& json, Span& span, BatchBuilder& out) {
    std::vector<SpanLink> links;
    if (const auto parent = spanIdFromShortHex(text(json, "parentSpanID")))
        span.parentSpanId = *parent;
    for (const Json& reference : items(member(json, "references"))) {
        const auto trace = traceIdFromShortHex(text(reference, "traceID"));
        const auto id = spanIdFromShortHex(text(reference, "spanID"));
        if (!trace || !id)
            continue;
        if (text(reference, "refType") == "CHILD_OF" && *trace == span.traceId && !span.parentSpanId.isValid())
            span.parentSpanId = *id;
        else if (*trace != span.traceId || *id != span.parentSpanId)
            links.push_back({*trace, *id, {}, {}, 0, 0});
    }
    span.links = out.keep(links);
}

void readLogs(const Json& json, Span& span, BatchBuilder& out) {
    std::vector<SpanEvent> events;
    for (const Json& log : items(member(json, "logs"))) {
        SpanEvent event{timeFromMicros(member(log, "timestamp")), "log", {}, 0};
        std::vector<Attribute> fields = tags(member(log, "fields"), out);
        std::erase_if(fields, [&](const Attribute& field) {
            const bool isName = field.key == "event" && field.value.type() == Value::Type::String;
            if (isName)
                event.name = field.value.text();
            return isName;
        });
        event.attributes = out.keep(fields);
        events.push_back(event);
    }
    span.events = out.keep(events);
}

void readTags(const Json& json, Span& span, BatchBuilder& out) {
    FieldTags fields;
    std::vector<Attribute> attributes = tags(member(json, "tags"), out);
    std::erase_if(attributes, [&](const Attribute& tag) { return fields.take(tag); });
    for (const Json& warning : items(member(json, "warnings")))
        attributes.push_back(attribute("jaeger.warning", toValue(warning, out), out));
    span.kind = fields.kind;
    span.status = fields.error && fields.status == StatusCode::Unset ? StatusCode::Error : fields.status;
    span.statusMessage = fields.statusMessage;
    span.traceState = fields.traceState;
    span.scope = out.scope(fields.scopeName, fields.scopeVersion);
    span.attributes = out.keep(attributes);
}

} // namespace

ItemFaults JaegerReader::add(std::string_view json, BatchBuilder& out) {
    const auto trace = parse(json);
    if (!trace)
        return {trace.error()};
    const Json& spans = member(*trace, "spans");
    if (!spans.is_array())
        return {{u"the trace has no list of spans"_s}};
    ItemFaults faults;
    const Json& processes = member(*trace, "processes");
    for (const Json& item : items(spans)) {
        const auto traceId = traceIdFromShortHex(text(item, "traceID"));
        const auto spanId = spanIdFromShortHex(text(item, "spanID"));
        if (!traceId || !spanId) {
            faults.push_back({u"a span was left out: its traceID or spanID is not hexadecimal"_s});
            continue;
        }
        Span& span = out.add();
        span.traceId = *traceId;
        span.spanId = *spanId;
        span.name = out.keep(text(item, "operationName"));
        span.start = timeFromMicros(member(item, "startTime"));
        span.end = span.start + durationFromMicros(member(item, "duration"));
        span.flags = static_cast<std::uint32_t>(integer(member(item, "flags")).value_or(0)) & 0xff;
        // The process of a span may also stand in the span itself.
        const Json& inlined = member(item, "process");
        const Json& process
            = inlined.is_object() ? inlined : member(processes, std::string(text(item, "processID")).c_str());
        span.resource = out.resource(process.dump(),
            [&] { return makeResource(text(process, "serviceName"), tags(member(process, "tags"), out), out); });
        readReferences(item, span, out);
        readLogs(item, span, out);
        readTags(item, span, out);
    }
    return faults;
}

} // namespace spanglass
