#include "services/formats/CsvWriter.h"

#include "services/otlp/JsonText.h"
#include "services/otlp/ValueText.h"

#include <array>

namespace spanglass {

namespace {

constexpr std::array<std::string_view, 19> Columns{"trace_id", "span_id", "parent_span_id", "service", "name", "kind",
    "start_time", "start_time_unix_nano", "end_time_unix_nano", "duration_ns", "status_code", "status_message",
    "trace_state", "scope_name", "scope_version", "attributes", "resource", "events", "links"};

void separate(std::string& out) {
    if (!out.empty() && out.back() != '\n')
        out += ',';
}

/// A cell whose text is ours: digits, hex, enum names.
void appendPlain(std::string& out, std::string_view text) {
    separate(out);
    out += text;
}

/// A cell of foreign text. Always quoted, so that the separator is right behind an empty first cell too.
void appendText(std::string& out, std::string_view text) {
    separate(out);
    out += '"';
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        out += '\'';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

std::string eventsJson(const Span& span) {
    std::string json = "[";
    for (const SpanEvent& event : span.events) {
        json.append(json.back() == '[' ? "" : ",").append("{\"time_unix_nano\":\"");
        json.append(std::to_string(event.time.value)).append("\",\"name\":");
        appendJsonString(json, event.name);
        json += ",\"attributes\":";
        appendAttributesJson(json, event.attributes);
        json += '}';
    }
    return json + ']';
}

std::string linksJson(const Span& span) {
    std::string json = "[";
    for (const SpanLink& link : span.links) {
        json.append(json.back() == '[' ? "" : ",").append("{\"trace_id\":\"").append(link.traceId.hex());
        json.append("\",\"span_id\":\"").append(link.spanId.hex()).append("\",\"attributes\":");
        appendAttributesJson(json, link.attributes);
        json += '}';
    }
    return json + ']';
}

std::string attributesJson(Attributes attributes) {
    std::string json;
    appendAttributesJson(json, attributes);
    return json;
}

void appendRow(std::string& out, const Span& span) {
    appendPlain(out, span.traceId.hex());
    appendPlain(out, span.spanId.hex());
    appendPlain(out, span.parentSpanId.isValid() ? span.parentSpanId.hex() : std::string());
    appendText(out, span.resource->serviceName);
    appendText(out, span.name);
    appendPlain(out, spanKindName(span.kind));
    appendPlain(out, span.start.isSet() ? formatIso(span.start).toStdString() : std::string());
    appendPlain(out, std::to_string(span.start.value));
    appendPlain(out, std::to_string(span.end.value));
    appendPlain(out, span.end.isSet() ? std::to_string(span.duration().value) : std::string());
    appendPlain(out, statusCodeName(span.status));
    appendText(out, span.statusMessage);
    appendText(out, span.traceState);
    appendText(out, span.scope->name);
    appendText(out, span.scope->version);
    appendText(out, attributesJson(span.attributes));
    appendText(out, attributesJson(span.resource->attributes));
    appendText(out, eventsJson(span));
    appendText(out, linksJson(span));
    out += "\r\n";
}

} // namespace

void CsvWriter::begin(std::string& out) {
    for (const std::string_view column : Columns)
        appendPlain(out, column);
    out += "\r\n";
}

void CsvWriter::add(const TraceSpans& trace, std::string& out) {
    for (const Span* span : trace.spans)
        appendRow(out, *span);
}

} // namespace spanglass
