#include "services/formats/ChromeTracks.h"

#include "services/formats/SyntheticId.h"

#include <algorithm>
#include <tuple>

namespace spanglass {

ChromeTracks::Track& ChromeTracks::track(const std::string& pid, const std::string& tid) {
    Track& track = m_tracks[{pid, tid}];
    if (track.pid.empty()) {
        track.pid = pid;
        track.tid = tid;
    }
    return track;
}

ChromeTracks::Track& ChromeTracks::asyncTrack(const std::string& pid, const std::string& id) {
    Track& track = m_asyncTracks[{pid, id}];
    track.pid = pid;
    return track;
}

void ChromeTracks::addSlice(std::uint32_t slice, Track& track, bool hasIds, std::uint32_t parent) {
    if (!hasIds && parent == None)
        track.slices.push_back(slice);
    m_facts[slice] = {.track = &track, .parent = parent, .hasIds = hasIds};
}

void ChromeTracks::finish(const std::string& digest, BatchBuilder& out) {
    nestByTime(out.spans());
    setIds(digest, out.spans());
    setEvents(out);
    setTracks(out);
}

void ChromeTracks::nestByTime(std::vector<Span>& spans) {
    // A slice that never ended reaches to the end of its track.
    const auto endOf
        = [&](std::uint32_t slice) { return spans[slice].end.isSet() ? spans[slice].end : UnixNanos{UINT64_MAX}; };
    for (auto& [key, track] : m_tracks) {
        std::ranges::sort(track.slices, [&](std::uint32_t a, std::uint32_t b) {
            return std::tuple(spans[a].start, endOf(b), a) < std::tuple(spans[b].start, endOf(a), b);
        });
        std::vector<std::uint32_t> around;
        for (const std::uint32_t slice : track.slices) {
            while (!around.empty() && endOf(around.back()) <= spans[slice].start && endOf(around.back()) < endOf(slice))
                around.pop_back();
            // Overlapping slices do not nest, against the format's rule: the next one further out takes them.
            const auto holder = std::ranges::find_if(
                around.rbegin(), around.rend(), [&](std::uint32_t other) { return endOf(other) >= endOf(slice); });
            if (holder != around.rend())
                m_facts[slice].parent = *holder;
            around.push_back(slice);
        }
    }
}

void ChromeTracks::setIds(const std::string& digest, std::vector<Span>& spans) const {
    const TraceId trace = syntheticTraceId(digest);
    for (std::uint32_t i = 0; i < spans.size(); ++i)
        if (!m_facts.at(i).hasIds) {
            spans[i].traceId = trace;
            spans[i].spanId = syntheticSpanId(digest + std::to_string(i));
        }
    for (std::uint32_t i = 0; i < spans.size(); ++i)
        if (const std::uint32_t parent = m_facts.at(i).parent; parent != None)
            spans[i].parentSpanId = spans[parent].spanId;
}

std::uint32_t ChromeTracks::sliceAround(const Instant& instant, const std::vector<Span>& spans) const {
    if (instant.slice != None || !instant.track)
        return instant.slice;
    const auto& slices = instant.track->slices;
    auto after
        = std::ranges::upper_bound(slices, instant.event.time, {}, [&](std::uint32_t s) { return spans[s].start; });
    std::uint32_t slice = after == slices.begin() ? None : *std::prev(after);
    while (slice != None && spans[slice].end.isSet() && spans[slice].end < instant.event.time)
        slice = m_facts.at(slice).parent;
    return slice;
}

void ChromeTracks::setEvents(BatchBuilder& out) const {
    std::vector<Span>& spans = out.spans();
    std::map<std::pair<TraceId, SpanId>, std::uint32_t> byId;
    if (std::ranges::any_of(m_instants, [](const Instant& i) { return i.spanId.isValid(); }))
        for (std::uint32_t i = 0; i < spans.size(); ++i)
            byId[{spans[i].traceId, spans[i].spanId}] = i;
    std::map<std::uint32_t, std::vector<SpanEvent>> events;
    for (const Instant& instant : m_instants) {
        const auto named = byId.find({instant.traceId, instant.spanId});
        const std::uint32_t slice = named != byId.end() ? named->second : sliceAround(instant, spans);
        if (slice != None)
            events[slice].push_back(instant.event);
    }
    for (const auto& [slice, list] : events)
        spans[slice].events = out.keep(list);
}

void ChromeTracks::setTracks(BatchBuilder& out) const {
    for (std::uint32_t i = 0; i < out.spans().size(); ++i) {
        Span& span = out.spans()[i];
        const SliceFacts& facts = m_facts.at(i);
        const auto process = m_processes.find(facts.track->pid);
        span.resource = out.resource(facts.track->pid, [&] {
            if (process != m_processes.end())
                return process->second;
            const std::string_view name = out.keep("process " + facts.track->pid);
            const std::vector<Attribute> attributes{{"service.name", Value::string(name)}};
            return Resource{out.keep(attributes), 0, {}, name};
        });
        const auto thread = m_threads.find({facts.track->pid, facts.track->tid});
        if (facts.hasIds || thread == m_threads.end())
            continue;
        std::vector<Attribute> attributes(span.attributes.begin(), span.attributes.end());
        attributes.push_back({"thread.name", Value::string(thread->second)});
        span.attributes = out.keep(attributes);
    }
}

} // namespace spanglass
