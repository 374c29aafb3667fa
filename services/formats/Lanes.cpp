#include "services/formats/Lanes.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace spanglass {

namespace {

UnixNanos endOf(const Span& span) { return std::max(span.start, span.end); }

/// The slices that are open on a lane at the moment, outermost first.
class Lane {
public:
    bool fits(const Span& span) {
        while (!m_open.empty() && m_open.back() <= span.start)
            m_open.pop_back();
        return m_open.empty() || m_open.back() >= endOf(span);
    }
    bool isFree() const { return m_open.empty(); }
    void open(const Span& span) { m_open.push_back(endOf(span)); }

private:
    std::vector<UnixNanos> m_open;
};

} // namespace

std::vector<std::uint32_t> assignLanes(std::vector<const Span*>& spans) {
    std::ranges::sort(spans, [](const Span* a, const Span* b) {
        return std::tuple(a->start, endOf(*b), a->spanId) < std::tuple(b->start, endOf(*a), b->spanId);
    });
    std::vector<std::uint32_t> laneOf;
    laneOf.reserve(spans.size());
    std::vector<Lane> lanes;
    std::unordered_map<SpanId, std::uint32_t> laneById;
    for (const Span* span : spans) {
        const auto parent = laneById.find(span->parentSpanId);
        std::size_t lane
            = parent != laneById.end() && lanes[parent->second].fits(*span) ? parent->second : lanes.size();
        // Someone else's slice is no place to nest in: only an empty lane will do.
        for (std::size_t i = 0; i < lanes.size() && lane == lanes.size(); ++i)
            if (lanes[i].fits(*span) && lanes[i].isFree())
                lane = i;
        if (lane == lanes.size())
            lanes.emplace_back();
        lanes[lane].open(*span);
        laneOf.push_back(static_cast<std::uint32_t>(lane));
        laneById.try_emplace(span->spanId, laneOf.back());
    }
    return laneOf;
}

} // namespace spanglass
