#include "services/formats/MlflowReader.h"

#include "services/formats/ForeignJson.h"
#include "services/formats/SyntheticId.h"

#include <QByteArray>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace foreign;

namespace {

/// Exactly `length` bytes of base64; empty when it is not that. Hexadecimal ids have other lengths, so they cannot be
/// mistaken for it.
std::string fromBase64(std::string_view text, std::size_t length) {
    if (text.size() != (length + 2) / 3 * 4)
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(text.data(), qsizetype(text.size())), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && std::size_t((*decoded).size()) == length ? (*decoded).toStdString() : std::string();
}

std::string_view withoutHexPrefix(std::string_view text) { return text.starts_with("0x") ? text.substr(2) : text; }

/// Ids that are none become stable ones of their own, so that the trace still holds together.
TraceId traceIdOf(std::string_view text) {
    if (const auto bytes = fromBase64(text, 16); !bytes.empty())
        return TraceId::fromBytes(bytes).value_or(TraceId());
    if (text.starts_with("0x"))
        return traceIdFromShortHex(withoutHexPrefix(text)).value_or(TraceId());
    if (const auto id = TraceId::fromText(QString::fromUtf8(text.data(), qsizetype(text.size()))))
        return *id;
    return text.empty() ? TraceId() : syntheticTraceId(text);
}

SpanId spanIdOf(std::string_view text) {
    if (const auto bytes = fromBase64(text, 8); !bytes.empty())
        return SpanId::fromBytes(bytes).value_or(SpanId());
    if (const auto id = spanIdFromShortHex(withoutHexPrefix(text)))
        return *id;
    return text.empty() ? SpanId() : syntheticSpanId(text);
}

/// The value behind JSON text, when it is a text, a number or a truth value.
Value unwrapped(const Json& value, BatchBuilder& out) {
    if (!value.is_string())
        return toValue(value, out);
    const auto& text = value.get_ref<const std::string&>();
    const Json inner = Json::parse(text, nullptr, false);
    if (inner.is_string() || inner.is_number() || inner.is_boolean())
        return toValue(inner, out);
    return Value::string(out.keep(text));
}

std::vector<Attribute> unwrappedAttributes(const Json& object, BatchBuilder& out) {
    std::vector<Attribute> attributes;
    if (object.is_object())
        for (const auto& [key, value] : object.items())
            attributes.push_back({out.keep(key), unwrapped(value, out)});
    return attributes;
}

/// In the 2.x form the attributes of an event may be one JSON text.
std::vector<Attribute> eventAttributes(const Json& json, BatchBuilder& out) {
    if (json.is_string())
        return toAttributes(Json::parse(json.get_ref<const std::string&>(), nullptr, false), out);
    return toAttributes(json, out);
}

UnixNanos nanosOf(const Json& json) {
    return {static_cast<std::uint64_t>(std::max<std::int64_t>(integer(json).value_or(0), 0))};
}

/// The first of these members that is there.
const Json& either(const Json& object, const char* name, const char* olderName) {
    const Json& value = member(object, name);
    return value.is_null() ? member(object, olderName) : value;
}

void readEvents(const Json& json, Span& span, BatchBuilder& out) {
    std::vector<SpanEvent> events;
    for (const Json& event : items(member(json, "events")))
        events.push_back({nanosOf(either(event, "time_unix_nano", "timestamp")), out.keep(text(event, "name")),
            out.keep(eventAttributes(member(event, "attributes"), out)), 0});
    span.events = out.keep(events);
}

/// What is said of the trace as a whole and not of one of its spans.
std::vector<Attribute> traceAttributes(const Json& info, BatchBuilder& out) {
    std::vector<Attribute> attributes;
    for (const char* part : {"trace_metadata", "request_metadata", "tags"})
        for (Attribute& attribute : toAttributes(member(info, part), out))
            attributes.push_back(attribute);
    if (const Json& assessments = member(info, "assessments"); !items(assessments).empty())
        attributes.push_back(attribute("mlflow.trace.assessments", assessments.dump(), out));
    return attributes;
}

void addTraceAttributes(Span& root, const Json& info, BatchBuilder& out) {
    std::vector<Attribute> all(root.attributes.begin(), root.attributes.end());
    for (const Attribute& attribute : traceAttributes(info, out))
        if (!findAttribute(root.attributes, attribute.key))
            all.push_back(attribute);
    root.attributes = out.keep(all);
}

Resource resourceOf(const Json& info, BatchBuilder& out) {
    const std::string_view source = text(either(info, "trace_metadata", "request_metadata"), "mlflow.source.name");
    std::string_view experiment = text(info, "experiment_id");
    if (experiment.empty())
        experiment = text(member(member(info, "trace_location"), "mlflow_experiment"), "experiment_id");
    std::vector<Attribute> more;
    if (!experiment.empty())
        more.push_back(attribute("mlflow.experimentId", experiment, out));
    return makeResource(source.empty() ? "mlflow" : source.substr(source.find_last_of("/\\") + 1), more, out);
}

bool addSpan(const Json& json, const Resource* resource, BatchBuilder& out) {
    const Json& context = member(json, "context"); // the 2.x form
    const Json& ids = context.is_object() ? context : json;
    const TraceId traceId = traceIdOf(text(ids, "trace_id"));
    const SpanId spanId = spanIdOf(text(ids, "span_id"));
    if (!traceId.isValid() || !spanId.isValid())
        return false;
    Span& span = out.add();
    span.resource = resource;
    span.scope = out.scope("mlflow", {});
    span.traceId = traceId;
    span.spanId = spanId;
    span.parentSpanId
        = spanIdOf(text(json, member(json, "parent_span_id").is_string() ? "parent_span_id" : "parent_id"));
    span.name = out.keep(text(json, "name"));
    span.kind = SpanKind::Internal;
    span.start = nanosOf(either(json, "start_time_unix_nano", "start_time"));
    span.end = nanosOf(either(json, "end_time_unix_nano", "end_time"));
    const Json& status = member(json, "status");
    span.status = statusFromWord(status.is_object() ? text(status, "code") : text(json, "status_code"));
    span.statusMessage = out.keep(status.is_object() ? text(status, "message") : text(json, "status_message"));
    span.attributes = out.keep(unwrappedAttributes(member(json, "attributes"), out));
    readEvents(json, span, out);
    return true;
}

} // namespace

ItemFaults MlflowReader::add(std::string_view json, BatchBuilder& out) {
    const auto trace = parse(json);
    if (!trace)
        return {trace.error()};
    const Json& info = member(*trace, "info");
    // TraceData.to_dict has the spans without the rest around them.
    const Json& list = member(member(*trace, "data").is_object() ? member(*trace, "data") : *trace, "spans");
    if (items(list).empty())
        return {{u"the trace has no spans"_s}};
    const std::size_t first = out.size();
    const Resource* resource = out.resource(info.dump(), [&] { return resourceOf(info, out); });
    ItemFaults faults;
    for (const Json& span : items(list))
        if (!addSpan(span, resource, out))
            faults.push_back({u"a span was left out: it has no usable trace_id or span_id"_s});
    for (std::size_t i = first; i < out.size(); ++i)
        if (!out.spans()[i].parentSpanId.isValid())
            addTraceAttributes(out.spans()[i], info, out);
    return faults;
}

} // namespace spanglass
