#pragma once

#include "services/formats/BatchBuilder.h"

#include <map>
#include <unordered_map>

namespace spanglass {

/// The tracks of a Chrome trace while it is read: which slices lie on them, which are open, and what hangs them
/// together at the end. Slices are indexes into the builder's spans. One thread.
class ChromeTracks {
public:
    static constexpr std::uint32_t None = UINT32_MAX;

    struct Track {
        std::string pid;
        std::string tid;
        std::vector<std::uint32_t> slices; ///< nested by time at the end
        std::vector<std::uint32_t> open; ///< begun and not ended
    };
    struct Instant {
        std::uint32_t slice = None; ///< the one it belongs to; None: the one around it on the track
        const Track* track = nullptr;
        TraceId traceId; ///< when the file names the span it belongs to
        SpanId spanId;
        SpanEvent event;
    };

    /// A thread's track.
    Track& track(const std::string& pid, const std::string& tid);
    /// The track of asynchronous slices of one id.
    Track& asyncTrack(const std::string& pid, const std::string& id);

    /// A slice with times set and, when `hasIds`, ids too. `parent` is known for asynchronous ones.
    void addSlice(std::uint32_t slice, Track& track, bool hasIds, std::uint32_t parent = None);
    void addInstant(Instant instant) { m_instants.push_back(std::move(instant)); }
    void nameProcess(const std::string& pid, const Resource& resource) { m_processes[pid] = resource; }
    void nameThread(const std::string& pid, const std::string& tid, std::string_view name) {
        m_threads[{pid, tid}] = name;
    }

    /// Fills parents, ids, events, resources and thread names. `digest` stands for the file's content.
    void finish(const std::string& digest, BatchBuilder& out);

private:
    struct SliceFacts {
        const Track* track = nullptr;
        std::uint32_t parent = None;
        bool hasIds = false;
    };

    void nestByTime(std::vector<Span>& spans);
    void setIds(const std::string& digest, std::vector<Span>& spans) const;
    void setEvents(BatchBuilder& out) const;
    void setTracks(BatchBuilder& out) const;
    std::uint32_t sliceAround(const Instant& instant, const std::vector<Span>& spans) const;

    std::map<std::pair<std::string, std::string>, Track> m_tracks;
    std::map<std::pair<std::string, std::string>, Track> m_asyncTracks;
    std::unordered_map<std::uint32_t, SliceFacts> m_facts;
    std::vector<Instant> m_instants;
    std::map<std::string, Resource> m_processes;
    std::map<std::pair<std::string, std::string>, std::string_view> m_threads;
};

} // namespace spanglass
