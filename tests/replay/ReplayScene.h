#pragma once

#include "tests/replay/RunningReplay.h"
#include "tests/replay/SomeSpans.h"

namespace spanglass::test {

/// A store with captured requests, a target that answers as it is told, and a replay between them. For one test
/// function.
class ReplayScene {
protected:
    void set() {
        m_store = std::make_unique<CapturedStore>();
        m_target = std::make_unique<ScriptedTarget>();
        m_replay = std::make_unique<RunningReplay>(*m_store, *m_target);
    }
    void strike() {
        m_replay.reset();
        m_target.reset();
        m_store.reset();
    }
    /// So many requests of two spans each.
    void fill(std::uint64_t requests) {
        for (std::uint64_t trace = 1; trace <= requests; ++trace)
            m_store->take(spansOf(trace, 2));
    }

    std::unique_ptr<CapturedStore> m_store;
    std::unique_ptr<ScriptedTarget> m_target;
    std::unique_ptr<RunningReplay> m_replay;
};

} // namespace spanglass::test
