#pragma once

#include "services/core/Error.h"
#include "services/core/Nanos.h"
#include "services/core/TraceFeed.h"

#include <chrono>
#include <optional>

namespace spanglass {

/// What one question for news cost, and what it found.
struct FeedPoll {
    UnixNanos answered;
    std::chrono::nanoseconds took{}; ///< from asking to the answer
    std::uint64_t counted = 0; ///< spans that the question counted
    std::uint64_t arrived = 0; ///< of these, what came since the question before
    QString statementId; ///< empty where there is none
    std::optional<std::uint64_t> rowsScanned; ///< where the server tells
};

struct PollState {
    bool on = false;
    bool asking = false; ///< a question is under way
    std::chrono::milliseconds interval{10'000}; ///< from an answer to the next question
    std::chrono::milliseconds pause{10'000}; ///< the same at present: longer after failures
    std::uint64_t polls = 0; ///< answered ones since it was first switched on
    std::chrono::nanoseconds spent{}; ///< on these
    std::optional<FeedPoll> last;
    std::optional<Error> problem; ///< why the last question failed; it is asked again after `pause`
    QString statement; ///< what is asked, as SQL
};

/// What a question counted of the trace that is watched.
struct TraceTally {
    TraceId trace;
    UnixNanos from; ///< of spans that started then or later
    std::uint64_t spans = 0; ///< with different ids
};

/// A feed that has to ask, and whose questions cost something: it is silent until it is switched on. Once on, it tells
/// of a commit at the first answer, so that what came before is read too. GUI thread.
class PolledFeed : public TraceFeed {
    Q_OBJECT
public:
    using TraceFeed::TraceFeed;

    const PollState& state() const { return m_state; }
    virtual void setOn(bool on) = 0;
    virtual void setInterval(std::chrono::milliseconds interval) = 0;
    virtual void askNow() = 0; ///< not before the pause is over, but now; nothing while it is off

    /// Each question from now on counts the spans of this trace too. One at a time: the latest.
    void watch(TraceId trace) { m_watched = trace; }
    void unwatch(TraceId trace) {
        if (m_watched == trace)
            m_watched = {};
    }

Q_SIGNALS:
    void stateChanged();
    /// After every answer while a trace is watched; state() has that answer already.
    void traceCounted(const spanglass::TraceTally& tally);

protected:
    TraceId m_watched; ///< invalid: none
    PollState m_state;
};

} // namespace spanglass
