#include "services/formats/ChromeReader.h"

#include "services/formats/ChromeTracks.h"
#include "services/formats/ForeignJson.h"

#include <xxhash.h>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace foreign;

namespace {

/// Process and thread ids are numbers by the book and texts in practice.
std::string idText(const Json& id) {
    if (id.is_string())
        return id.get<std::string>();
    return id.is_null() ? std::string("0") : id.dump();
}

/// What tells the asynchronous slices of a process apart.
std::string asyncId(const Json& event) {
    const Json& id2 = member(event, "id2");
    const Json& id
        = id2.is_object() ? (id2.contains("local") ? id2["local"] : member(id2, "global")) : member(event, "id");
    return std::string(text(event, "cat")) + '\0' + idText(id) + '\0' + std::string(text(event, "scope"));
}

UnixNanos exactOr(const Json& args, const char* name, UnixNanos rounded) {
    const auto exact = integer(member(args, name));
    return exact ? UnixNanos{static_cast<std::uint64_t>(*exact)} : rounded;
}

/// The ids in `args` of files that Spanglass wrote.
bool readIds(const Json& args, TraceId& traceId, SpanId& spanId) {
    const auto trace = TraceId::fromHex(text(args, "trace_id"));
    const auto span = SpanId::fromHex(text(args, "span_id"));
    if (!trace || !span || !trace->isValid() || !span->isValid())
        return false;
    traceId = *trace;
    spanId = *span;
    return true;
}

std::span<const SpanLink> readLinks(const Json& args, BatchBuilder& out) {
    std::vector<SpanLink> links;
    for (const Json& json : items(member(args, "links"))) {
        SpanLink link;
        if (!readIds(json, link.traceId, link.spanId))
            continue;
        link.attributes = out.keep(toAttributes(member(json, "attributes"), out));
        links.push_back(link);
    }
    return out.keep(links);
}

/// Whether the span brought its own ids.
bool readArgs(const Json& event, Span& span, BatchBuilder& out) {
    const Json& args = member(event, "args");
    if (readIds(args, span.traceId, span.spanId)) {
        span.parentSpanId = SpanId::fromHex(text(args, "parent_span_id")).value_or(SpanId());
        span.kind = spanKindFromName(text(args, "kind"));
        span.status = statusCodeFromName(text(args, "status"));
        span.statusMessage = out.keep(text(args, "status_message"));
        span.traceState = out.keep(text(args, "trace_state"));
        span.flags = static_cast<std::uint32_t>(integer(member(args, "flags")).value_or(0));
        span.scope = out.scope(text(args, "scope_name"), text(args, "scope_version"));
        span.attributes = out.keep(toAttributes(member(args, "attributes"), out));
        span.links = readLinks(args, out);
        return true;
    }
    std::vector<Attribute> attributes(span.attributes.begin(), span.attributes.end());
    if (const auto category = text(event, "cat"); !category.empty() && attributes.empty())
        attributes.push_back(attribute("chrome.category", category, out));
    for (const Attribute& argument : toAttributes(args, out))
        attributes.push_back(argument);
    span.attributes = out.keep(attributes);
    span.kind = SpanKind::Internal;
    return false;
}

} // namespace

/// One event at a time, by its phase.
class ChromeEventReader {
public:
    ChromeEventReader(const Json& event, ChromeTracks& tracks, BatchBuilder& out)
        : m_event(event)
        , m_args(member(event, "args"))
        , m_tracks(tracks)
        , m_out(out)
        , m_pid(idText(member(event, "pid")))
        , m_tid(idText(member(event, "tid")))
        , m_time(timeFromMicros(member(event, "ts"))) { }

    void read() {
        const std::string_view phase = text(m_event, "ph");
        switch (phase.empty() ? '\0' : phase.front()) {
        case 'X':
            return readComplete();
        case 'B':
            return begin(m_tracks.track(m_pid, m_tid), false);
        case 'E':
            return endSlice(m_tracks.track(m_pid, m_tid));
        case 'b':
        case 'S':
            return begin(m_tracks.asyncTrack(m_pid, asyncId(m_event)), true);
        case 'e':
        case 'F':
            return endSlice(m_tracks.asyncTrack(m_pid, asyncId(m_event)));
        case 'i':
        case 'I':
            return readInstant(m_tracks.track(m_pid, m_tid), false);
        case 'n':
            return readInstant(m_tracks.asyncTrack(m_pid, asyncId(m_event)), true);
        case 'M':
            return readMetadata();
        default: // counters, flows, samples and the like are no spans
            return;
        }
    }

private:
    Span& addSpan() {
        Span& span = m_out.add();
        span.name = m_out.keep(text(m_event, "name"));
        span.start = m_time;
        return span;
    }

    std::uint32_t lastIndex() const { return static_cast<std::uint32_t>(m_out.size() - 1); }

    void readComplete() {
        Span& span = addSpan();
        span.end = span.start + durationFromMicros(member(m_event, "dur"));
        const bool hasIds = readArgs(m_event, span, m_out);
        if (hasIds) {
            span.start = exactOr(m_args, "start_unix_nano", span.start);
            span.end = exactOr(m_args, "end_unix_nano", span.end);
        }
        m_tracks.addSlice(lastIndex(), m_tracks.track(m_pid, m_tid), hasIds);
    }

    void begin(ChromeTracks::Track& track, bool isAsync) {
        const bool hasIds = readArgs(m_event, addSpan(), m_out);
        const bool isInside = isAsync && !track.open.empty();
        m_tracks.addSlice(lastIndex(), track, hasIds, isInside ? track.open.back() : ChromeTracks::None);
        track.open.push_back(lastIndex());
    }

    void endSlice(ChromeTracks::Track& track) {
        if (track.open.empty())
            return;
        Span& span = m_out.spans()[track.open.back()];
        track.open.pop_back();
        span.end = m_time;
        if (m_args.is_object() && !m_args.empty())
            readArgs(m_event, span, m_out);
    }

    void readInstant(ChromeTracks::Track& track, bool isAsync) {
        ChromeTracks::Instant instant;
        instant.track = &track;
        if (isAsync && !track.open.empty())
            instant.slice = track.open.back();
        const bool hasIds = readIds(m_args, instant.traceId, instant.spanId);
        instant.event.time = hasIds ? exactOr(m_args, "time_unix_nano", m_time) : m_time;
        instant.event.name = m_out.keep(text(m_event, "name"));
        instant.event.attributes = m_out.keep(toAttributes(hasIds ? member(m_args, "attributes") : m_args, m_out));
        m_tracks.addInstant(std::move(instant));
    }

    void readMetadata() {
        const std::string_view what = text(m_event, "name");
        const std::string_view name = text(m_args, "name");
        if (what == "thread_name")
            return m_tracks.nameThread(m_pid, m_tid, m_out.keep(name));
        if (what != "process_name")
            return;
        std::vector<Attribute> attributes = toAttributes(member(m_args, "resource"), m_out);
        if (attributes.empty()) {
            m_tracks.nameProcess(m_pid, makeResource(name, {}, m_out));
        } else {
            const Value* service = findAttribute(attributes, "service.name");
            const bool isNamed = service && service->type() == Value::Type::String;
            m_tracks.nameProcess(
                m_pid, Resource{m_out.keep(attributes), 0, {}, isNamed ? service->text() : std::string_view()});
        }
    }

    const Json& m_event;
    const Json& m_args;
    ChromeTracks& m_tracks;
    BatchBuilder& m_out;
    std::string m_pid;
    std::string m_tid;
    UnixNanos m_time;
};

ChromeReader::ChromeReader()
    : m_tracks(std::make_unique<ChromeTracks>()) { }

ChromeReader::~ChromeReader() = default;

ItemFaults ChromeReader::add(std::string_view json, BatchBuilder& out) {
    const auto event = parse(json);
    if (!event)
        return {event.error()};
    m_digest = XXH3_64bits_withSeed(json.data(), json.size(), m_digest);
    ChromeEventReader(*event, *m_tracks, out).read();
    return {};
}

ItemFaults ChromeReader::finish(BatchBuilder& out) {
    m_tracks->finish(std::to_string(m_digest), out);
    return {};
}

} // namespace spanglass
