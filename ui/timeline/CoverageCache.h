#pragma once

#include "models/timeline/TraceSession.h"

#include <QHash>

namespace spanglass {

/// Where a span's children run, for shading what is left as the span's own time. Gaps below one 4,096th of the span
/// are closed, so that a span with a million children costs as little to paint as one with a few.
class CoverageCache {
public:
    const std::vector<TimeWindow>& of(const TraceSession& session, std::uint32_t row);
    void clear() { m_windows.clear(); }

private:
    QHash<std::uint32_t, std::vector<TimeWindow>> m_windows;
};

} // namespace spanglass
