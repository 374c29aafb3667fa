#pragma once

#include "services/core/PolledFeed.h"
#include "services/core/Trace.h"

#include <optional>

namespace spanglass {

/// Notices that a table holds more of the trace in view than was read, by what its feed counts with every question. It
/// asks nothing itself. GUI thread.
class TraceWatch final : public QObject {
    Q_OBJECT
public:
    /// `feed` must outlive it.
    explicit TraceWatch(PolledFeed& feed, QObject* parent = nullptr);
    ~TraceWatch() override;

    /// The trace begins to be read.
    void begin(TraceId id);
    /// It was read.
    void take(const TracePtr& trace);
    void setInView(bool inView);

Q_SIGNALS:
    void grown(); ///< at most once for each question of the feed

private:
    void compare(const TraceTally& tally);

    PolledFeed& m_feed;
    TraceId m_id;
    TracePtr m_trace;
    UnixNanos m_began; ///< the reading under way
    UnixNanos m_asOf; ///< when the reading of m_trace began
    std::optional<std::uint64_t> m_compared; ///< number of the latest answer without a gap before it
    bool m_inView = false;
};

} // namespace spanglass
