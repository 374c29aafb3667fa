#include "services/formats/ChromeWriter.h"

#include "services/formats/Lanes.h"
#include "services/otlp/JsonText.h"
#include "services/otlp/ValueText.h"

#include <algorithm>
#include <cstdio>

namespace spanglass {

namespace {

void appendMember(std::string& out, std::string_view name, std::string_view text) {
    out.append(",\"").append(name).append("\":");
    appendJsonString(out, text);
}

void appendMemberIfAny(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty())
        appendMember(out, name, text);
}

/// Microseconds with three decimals.
void appendMicros(std::string& out, std::string_view name, std::uint64_t nanos) {
    char fraction[8];
    std::snprintf(fraction, sizeof fraction, ".%03u", static_cast<unsigned>(nanos % 1000));
    out.append(",\"").append(name).append("\":").append(std::to_string(nanos / 1000)).append(fraction);
}

/// As text: a number would lose digits in readers that know doubles only.
void appendExact(std::string& out, std::string_view name, UnixNanos time) {
    appendMember(out, name, std::to_string(time.value));
}

void appendIds(std::string& out, TraceId trace, SpanId span) {
    out.append("\"trace_id\":\"").append(trace.hex()).append("\",\"span_id\":\"").append(span.hex()).append("\"");
}

void appendAttributes(std::string& out, Attributes attributes) {
    if (attributes.empty())
        return;
    out += ",\"attributes\":";
    appendAttributesJson(out, attributes);
}

void appendLinks(std::string& out, const Span& span) {
    if (span.links.empty())
        return;
    out += ",\"links\":[";
    for (const SpanLink& link : span.links) {
        if (out.back() != '[')
            out += ',';
        out += '{';
        appendIds(out, link.traceId, link.spanId);
        appendAttributes(out, link.attributes);
        out += '}';
    }
    out += ']';
}

} // namespace

void ChromeWriter::begin(std::string& out) { out += "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"; }
void ChromeWriter::end(std::string& out) { out += "\n]}\n"; }

void ChromeWriter::add(const TraceSpans& trace, std::string& out) {
    std::map<Process*, std::vector<const Span*>> byProcess;
    for (const Span* span : trace.spans)
        byProcess[&process(*span->resource, out)].push_back(span);
    std::vector<Place> places;
    std::map<SpanId, std::size_t> placeById;
    for (auto& [process, spans] : byProcess) {
        const std::vector<std::uint32_t> lanes = assignLanes(spans);
        const std::uint32_t laneCount = *std::ranges::max_element(lanes) + 1;
        for (std::uint32_t lane = 0; lane < laneCount; ++lane) {
            beginEvent(out, 'M', "thread_name", process->pid, process->nextThread + lane);
            const std::string name = "trace " + trace.id.hex().substr(0, 8) + " lane " + std::to_string(lane + 1);
            out += ",\"args\":{\"name\":\"" + name + "\"}}";
        }
        for (std::size_t i = 0; i < spans.size(); ++i) {
            placeById.try_emplace(spans[i]->spanId, places.size());
            places.push_back({process->pid, process->nextThread + lanes[i], spans[i]});
        }
        process->nextThread += laneCount;
    }
    for (const Place& place : places) {
        appendSlice(place, out);
        appendInstants(place, out);
        const auto parent = placeById.find(place.span->parentSpanId);
        if (parent != placeById.end() && places[parent->second].pid != place.pid)
            appendFlow(places[parent->second], place, out);
    }
}

ChromeWriter::Process& ChromeWriter::process(const Resource& resource, std::string& out) {
    std::string attributes;
    appendAttributesJson(attributes, resource.attributes);
    auto [place, isNew] = m_processes.try_emplace(attributes);
    if (isNew) {
        place->second.pid = static_cast<int>(m_processes.size());
        beginEvent(out, 'M', "process_name", place->second.pid, 0);
        out += ",\"args\":{\"name\":";
        appendJsonString(out, resource.serviceName);
        out.append(",\"resource\":").append(attributes).append("}}");
    }
    return place->second;
}

void ChromeWriter::beginEvent(std::string& out, char phase, std::string_view name, int pid, std::uint32_t tid) {
    if (!m_first)
        out += ",\n";
    m_first = false;
    out.append("{\"ph\":\"").append(1, phase).append("\",\"pid\":").append(std::to_string(pid));
    out.append(",\"tid\":").append(std::to_string(tid));
    appendMember(out, "name", name);
}

void ChromeWriter::appendSlice(const Place& place, std::string& out) {
    const Span& span = *place.span;
    beginEvent(out, 'X', span.name, place.pid, place.tid);
    appendMicros(out, "ts", span.start.value);
    appendMicros(out, "dur", std::max(span.start, span.end).value - span.start.value);
    out += ",\"args\":{";
    appendIds(out, span.traceId, span.spanId);
    if (span.parentSpanId.isValid())
        appendMember(out, "parent_span_id", span.parentSpanId.hex());
    appendExact(out, "start_unix_nano", span.start);
    appendExact(out, "end_unix_nano", span.end);
    appendMember(out, "kind", spanKindName(span.kind));
    appendMember(out, "status", statusCodeName(span.status));
    appendMemberIfAny(out, "status_message", span.statusMessage);
    appendMemberIfAny(out, "trace_state", span.traceState);
    appendMemberIfAny(out, "scope_name", span.scope->name);
    appendMemberIfAny(out, "scope_version", span.scope->version);
    if (span.flags != 0)
        out.append(",\"flags\":").append(std::to_string(span.flags));
    appendAttributes(out, span.attributes);
    appendLinks(out, span);
    out += "}}";
}

void ChromeWriter::appendInstants(const Place& place, std::string& out) {
    for (const SpanEvent& event : place.span->events) {
        beginEvent(out, 'i', event.name, place.pid, place.tid);
        appendMicros(out, "ts", event.time.value);
        out += ",\"s\":\"t\",\"args\":{";
        appendIds(out, place.span->traceId, place.span->spanId);
        appendExact(out, "time_unix_nano", event.time);
        appendAttributes(out, event.attributes);
        out += "}}";
    }
}

void ChromeWriter::appendFlow(const Place& from, const Place& to, std::string& out) {
    // An arrow begins inside the caller's slice and ends where the callee's begins.
    const UnixNanos callerEnd = std::max(from.span->start, from.span->end);
    const std::uint64_t start = std::clamp(to.span->start, from.span->start, callerEnd).value;
    const std::string id = ",\"cat\":\"call\",\"id\":\"" + to.span->spanId.hex() + "\"";
    beginEvent(out, 's', "call", from.pid, from.tid);
    out += id;
    appendMicros(out, "ts", start);
    out += '}';
    beginEvent(out, 'f', "call", to.pid, to.tid);
    out += id;
    appendMicros(out, "ts", to.span->start.value);
    out += ",\"bp\":\"e\"}";
}

} // namespace spanglass
