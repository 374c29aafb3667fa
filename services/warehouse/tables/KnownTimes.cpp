#include "services/warehouse/tables/KnownTimes.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::size_t TracesKept = 10'000;

} // namespace

void KnownTimes::note(const std::vector<TraceSummary>& rows) {
    const std::scoped_lock lock(m_mutex);
    for (const TraceSummary& row : rows) {
        if (row.start.isSet())
            m_known.push_front({row.id, {row.start, std::max(row.start, row.end)}});
    }
    while (m_known.size() > TracesKept)
        m_known.pop_back();
}

TimeRange KnownTimes::of(TraceId trace) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find(m_known, trace, &Known::trace);
    return found == m_known.end() ? TimeRange() : found->range;
}

} // namespace spanglass
