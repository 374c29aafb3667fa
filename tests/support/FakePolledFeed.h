#pragma once

#include "services/core/PolledFeed.h"

namespace spanglass::test {

/// A feed that asks nobody: the test gives the answers.
class FakePolledFeed final : public PolledFeed {
public:
    int asked = 0; ///< by hand

    FakePolledFeed() { m_state.statement = QStringLiteral("SELECT count_if(s.start_ns >= :p1) FROM s"); }

    void setOn(bool on) override {
        m_state.on = on;
        m_state.problem.reset();
        Q_EMIT stateChanged();
    }
    void setInterval(std::chrono::milliseconds interval) override {
        m_state.interval = m_state.pause = interval;
        Q_EMIT stateChanged();
    }
    void askNow() override { ++asked; }

    void answer(std::uint64_t counted, std::uint64_t arrived) {
        ++m_state.polls;
        m_state.spent += std::chrono::milliseconds(420);
        FeedPoll poll;
        poll.took = std::chrono::milliseconds(420);
        poll.counted = counted;
        poll.arrived = arrived;
        poll.statementId = QStringLiteral("01ef-4711");
        m_state.last = poll;
        m_state.problem.reset();
        Q_EMIT stateChanged();
        Q_EMIT committed({{}, arrived, false});
    }
    TraceId watched() const { return m_watched; }
    /// An answer that counted `spans` of the watched trace.
    void answerWatched(std::uint64_t spans, UnixNanos from) {
        answer(spans, 0);
        Q_EMIT traceCounted({m_watched, from, spans});
    }
    void tellScanned(std::uint64_t rows) { m_state.last->rowsScanned = rows; }
    void fail(const Error& error, std::chrono::milliseconds pause) {
        m_state.problem = error;
        m_state.pause = pause;
        Q_EMIT stateChanged();
    }
};

} // namespace spanglass::test
