#pragma once

#include "services/core/SpanSource.h"

#include <deque>
#include <mutex>

namespace spanglass {

/// Where the traces that were listed lie in time, so that opening one reads little of the table. Any thread.
class KnownTimes {
public:
    void note(const std::vector<TraceSummary>& rows);
    /// An unbounded range when the trace was not listed lately.
    TimeRange of(TraceId trace) const;

private:
    struct Known {
        TraceId trace;
        TimeRange range;
    };

    mutable std::mutex m_mutex;
    std::deque<Known> m_known; ///< newest first
};

} // namespace spanglass
