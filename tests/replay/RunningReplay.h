#pragma once

#include "tests/replay/CapturedStore.h"
#include "tests/replay/ScriptedExporter.h"

#include "services/replay/run/ReplayRun.h"

namespace spanglass::test {

/// Runs of replays of a store, and what they published.
class RunningReplay {
public:
    using MakeExporter = std::function<std::unique_ptr<Exporter>()>;

    RunningReplay(CapturedStore& store, ScriptedTarget& target);
    RunningReplay(CapturedStore& store, MakeExporter exporter);

    Ledger& ledger() { return m_ledger; } ///< of the test's thread
    ReplayPlan plan; ///< of what start() makes
    /// Makes a job and runs it.
    void start();
    /// Runs the job (again).
    void resume();
    ReplayRun& run() { return *m_run; }
    JobNumber job() const { return m_job; }
    /// As when the program ends.
    void end() { m_run.reset(); }

    ReplayStatus status() const; ///< the last one
    ReplayState state() const { return status().state; }

private:
    CapturedStore& m_store;
    const MakeExporter m_exporter;
    Ledger m_ledger;
    JobNumber m_job = 0;
    mutable std::mutex m_mutex;
    ReplayStatus m_status;
    std::unique_ptr<ReplayRun> m_run;
};

} // namespace spanglass::test
