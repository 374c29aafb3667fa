#pragma once

#include "services/core/ForwardControl.h"
#include "services/replay/forward/ForwardRequests.h"

#include <chrono>
#include <deque>

namespace spanglass {

/// The figures of passing on. One thread.
class ForwardMeter {
public:
    using Moment = std::chrono::steady_clock::time_point;

    void begin(const ForwardTotals& totals) { m_totals = totals; }
    void taken(std::uint64_t requests, std::uint64_t spans, std::uint64_t rejected, Moment now);
    ForwardTotals& totals() { return m_totals; }

    /// Whether ten times a second have not been used up.
    bool isDue(Moment now) const { return now >= m_next; }
    Moment due() const { return m_next; }
    /// Fills in all counts and the rate.
    void fill(ForwardStatus& status, Moment now);

private:
    ForwardTotals m_totals;
    std::deque<std::pair<Moment, std::uint64_t>> m_recent; ///< spans of the last seconds
    std::uint64_t m_recentSpans = 0;
    Moment m_next{};
};

} // namespace spanglass
