#include "tests/replay/RunningReplay.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RunningReplay::RunningReplay(CapturedStore& store, ScriptedTarget& target)
    : RunningReplay(store, [&target] { return target.exporter(); }) { }

RunningReplay::RunningReplay(CapturedStore& store, MakeExporter exporter)
    : m_store(store)
    , m_exporter(std::move(exporter))
    , m_ledger(store.store().newReader()) {
    plan.target.url = u"http://127.0.0.1:4318"_s;
    plan.selection.wholeRequests = true;
}

void RunningReplay::start() {
    m_job = m_ledger.create(plan, false).value().number;
    resume();
}

void RunningReplay::resume() {
    m_run.reset();
    m_status = ReplayStatus();
    ReplayPorts ports;
    ports.connect = [this] { return m_store.store().newReader(); };
    ports.exporter
        = [this](const LedgerJob&, const LedgerTotals&) -> Result<std::unique_ptr<Exporter>> { return m_exporter(); };
    ports.publish = [this](ReplayStatus status) {
        const std::scoped_lock lock(m_mutex);
        m_status = std::move(status);
    };
    ports.firstWait = 1ms;
    m_run = std::make_unique<ReplayRun>(m_job, std::move(ports));
}

ReplayStatus RunningReplay::status() const {
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

} // namespace spanglass::test
