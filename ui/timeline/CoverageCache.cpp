#include "ui/timeline/CoverageCache.h"

#include <algorithm>

namespace spanglass {

const std::vector<TimeWindow>& CoverageCache::of(const TraceSession& session, std::uint32_t row) {
    if (const auto known = m_windows.constFind(row); known != m_windows.constEnd())
        return *known;
    if (m_windows.size() > 10'000)
        m_windows.clear();
    const auto& nodes = session.trace()->nodes();
    const TraceNode& node = nodes[row];
    const std::int64_t from = session.startOf(node);
    const std::int64_t to = session.endOf(node);
    const std::int64_t gap = (to - from) / 4096;
    std::vector<TimeWindow> covered;
    bool inOrder = true; // adjusted clocks may turn the order of siblings
    for (std::uint32_t c = row + 1; c < node.subtreeEnd; c = nodes[c].subtreeEnd) {
        if (!nodes[c].start.isSet() || nodes[c].end <= nodes[c].start)
            continue;
        const TimeWindow window{std::max(session.startOf(nodes[c]), from), std::min(session.endOf(nodes[c]), to)};
        if (window.from >= window.to)
            continue;
        inOrder = inOrder && (covered.empty() || covered.back().from <= window.from);
        if (inOrder && !covered.empty() && window.from <= covered.back().to + gap)
            covered.back().to = std::max(covered.back().to, window.to);
        else
            covered.push_back(window);
    }
    if (!inOrder) {
        std::ranges::sort(covered, {}, &TimeWindow::from);
        std::vector<TimeWindow> merged;
        for (const TimeWindow& window : covered) {
            if (!merged.empty() && window.from <= merged.back().to + gap)
                merged.back().to = std::max(merged.back().to, window.to);
            else
                merged.push_back(window);
        }
        covered = std::move(merged);
    }
    return *m_windows.insert(row, std::move(covered));
}

} // namespace spanglass
