#include "services/formats/JaegerWriter.h"

#include "services/otlp/Base64.h"
#include "services/otlp/JsonText.h"
#include "services/otlp/ValueText.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace spanglass {

namespace {

constexpr std::uint64_t NanosPerMicro = 1000;

void appendMember(std::string& out, std::string_view name, std::string_view text) {
    appendJsonString(out, name);
    out += ':';
    appendJsonString(out, text);
}

void beginTag(std::string& out, std::string_view key, std::string_view type) {
    if (out.back() != '[')
        out += ',';
    out += "{\"key\":";
    appendJsonString(out, key);
    out.append(",\"type\":\"").append(type).append("\",\"value\":");
}

void appendTextTag(std::string& out, std::string_view key, std::string_view text) {
    beginTag(out, key, "string");
    appendJsonString(out, text);
    out += '}';
}

void appendTag(std::string& out, const Attribute& attribute) {
    const Value& value = attribute.value;
    switch (value.type()) {
    case Value::Type::Bool:
        beginTag(out, attribute.key, "bool");
        out += value.boolean() ? "true" : "false";
        break;
    case Value::Type::Int:
        beginTag(out, attribute.key, "int64");
        out += std::to_string(value.integer());
        break;
    case Value::Type::Double:
        if (std::isfinite(value.real())) {
            beginTag(out, attribute.key, "float64");
            appendDouble(out, value.real());
            break;
        }
        [[fallthrough]];
    case Value::Type::Empty:
    case Value::Type::String:
    case Value::Type::Array:
    case Value::Type::KeyValues: {
        std::string text;
        appendValueText(text, value);
        return appendTextTag(out, attribute.key, text);
    }
    case Value::Type::Bytes:
        beginTag(out, attribute.key, "binary");
        out += '"';
        appendBase64(out, value.text());
        out += '"';
        break;
    }
    out += '}';
}

void appendReferences(std::string& out, const Span& span) {
    const auto append = [&](std::string_view type, TraceId trace, SpanId id) {
        if (out.back() != '[')
            out += ',';
        out.append("{\"refType\":\"").append(type).append("\",\"traceID\":\"").append(trace.hex());
        out.append("\",\"spanID\":\"").append(id.hex()).append("\"}");
    };
    out += "\"references\":[";
    if (span.parentSpanId.isValid())
        append("CHILD_OF", span.traceId, span.parentSpanId);
    for (const SpanLink& link : span.links)
        append("FOLLOWS_FROM", link.traceId, link.spanId);
    out += ']';
}

/// The word of an enum name behind its prefix, in lower case: "SPAN_KIND_SERVER" is "server".
std::string word(std::string_view name, std::string_view prefix) {
    std::string text(name.substr(name.starts_with(prefix) ? prefix.size() : 0));
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

void appendTags(std::string& out, const Span& span) {
    out += "\"tags\":[";
    for (const Attribute& attribute : span.attributes)
        appendTag(out, attribute);
    if (span.kind != SpanKind::Unspecified)
        appendTextTag(out, "span.kind", word(spanKindName(span.kind), "SPAN_KIND_"));
    if (span.status != StatusCode::Unset)
        appendTextTag(out, "otel.status_code", span.status == StatusCode::Ok ? "OK" : "ERROR");
    if (span.status == StatusCode::Error)
        appendTag(out, {"error", Value::boolean(true)});
    for (const auto& [key, text] :
        {std::pair{"otel.status_description", span.statusMessage}, std::pair{"otel.scope.name", span.scope->name},
            std::pair{"otel.scope.version", span.scope->version}, std::pair{"w3c.tracestate", span.traceState}})
        if (!text.empty())
            appendTextTag(out, key, text);
    out += ']';
}

void appendLogs(std::string& out, const Span& span) {
    out += "\"logs\":[";
    for (const SpanEvent& event : span.events) {
        if (out.back() != '[')
            out += ',';
        out.append("{\"timestamp\":").append(std::to_string(event.time.value / NanosPerMicro)).append(",\"fields\":[");
        appendTextTag(out, "event", event.name);
        for (const Attribute& attribute : event.attributes)
            appendTag(out, attribute);
        out += "]}";
    }
    out += ']';
}

void appendSpan(std::string& out, const Span& span, std::size_t process) {
    const std::uint64_t end = std::max(span.start, span.end).value;
    out.append("{\"traceID\":\"").append(span.traceId.hex()).append("\",\"spanID\":\"").append(span.spanId.hex());
    out.append("\",\"flags\":").append(std::to_string(span.flags & 0xff)).append(",");
    appendMember(out, "operationName", span.name);
    out += ',';
    appendReferences(out, span);
    out.append(",\"startTime\":").append(std::to_string(span.start.value / NanosPerMicro));
    out.append(",\"duration\":")
        .append(std::to_string(end / NanosPerMicro - span.start.value / NanosPerMicro))
        .append(",");
    appendTags(out, span);
    out += ',';
    appendLogs(out, span);
    out.append(",\"processID\":\"p").append(std::to_string(process)).append("\",\"warnings\":null}");
}

void appendProcess(std::string& out, const Resource& resource, std::size_t process) {
    if (out.back() != '{')
        out += ',';
    out.append("\"p").append(std::to_string(process)).append("\":{");
    appendMember(out, "serviceName", resource.serviceName);
    out += ",\"tags\":[";
    for (const Attribute& attribute : resource.attributes)
        if (attribute.key != "service.name")
            appendTag(out, attribute);
    out += "]}";
}

} // namespace

void JaegerWriter::begin(std::string& out) { out += "{\"data\":[\n"; }

void JaegerWriter::add(const TraceSpans& trace, std::string& out) {
    if (!m_first)
        out += ",\n";
    m_first = false;
    out.append("{\"traceID\":\"").append(trace.id.hex()).append("\",\"spans\":[");
    std::map<const Resource*, std::size_t> processes;
    for (const Span* span : trace.spans) {
        if (out.back() != '[')
            out += ',';
        appendSpan(out, *span, processes.try_emplace(span->resource, processes.size() + 1).first->second);
    }
    out += "],\"processes\":{";
    for (const auto& [resource, process] : processes)
        appendProcess(out, *resource, process);
    out += "},\"warnings\":null}";
}

void JaegerWriter::end(std::string& out) { out += "\n],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}\n"; }

} // namespace spanglass
