#include "services/replay/Exporter.h"
#include "services/replay/forward/ForwardRun.h"

namespace spanglass {

using namespace Qt::StringLiterals;

// How a run tells of itself, and how it ends.

ForwardState ForwardRun::state() const {
    if (m_blocked && (!m_stopping || *m_stopping == ForwardStop::Drain))
        return ForwardState::Stopped;
    if (m_isOver)
        return ForwardState::Off;
    if (m_stopping && *m_stopping == ForwardStop::Drain)
        return ForwardState::Draining;
    return m_gate.isFailing() || m_storeProblem ? ForwardState::Waiting : ForwardState::Running;
}

QString ForwardRun::waitsFor() const {
    if (m_storeProblem)
        return u"The ledger cannot be written: %1"_s.arg(m_storeProblem->message);
    const auto left = m_gate.opens() - std::chrono::steady_clock::now();
    if (!m_gate.isFailing() || left.count() <= 0)
        return {};
    const QString what = m_failure ? m_failure->message : u"The target did not answer."_s;
    return u"%1 Tried again in %2."_s.arg(what, formatDuration(Nanos{std::chrono::nanoseconds(left).count()}));
}

ForwardBacklog ForwardRun::backlog() {
    ForwardBacklog all = m_lanes.waiting();
    all.oldest = m_lanes.oldest();
    const auto add = [&all](const ForwardBacklog& more) {
        all.requests += more.requests;
        all.spans += more.spans;
        all.bytes += more.bytes;
        if (more.oldest && (!all.oldest || *more.oldest < *all.oldest))
            all.oldest = more.oldest;
    };
    for (const auto& [number, parcel] : m_underWay) {
        const std::uint64_t spans = parcel.parcel.signal == Signal::Traces ? parcel.parcel.items : 0;
        add({parcel.pieces.size(), spans, parcel.parcel.bytes, parcel.parcel.arrival});
    }
    if (!m_listedAll) {
        if (const auto rest = readForwardBacklog(m_ledger->connection(), {m_listed, m_until}); rest)
            add(*rest);
    }
    return all;
}

void ForwardRun::publish(bool atOnce) {
    if (atOnce || m_meter.isDue(std::chrono::steady_clock::now()))
        m_ports.publish(describe());
}

ForwardStatus ForwardRun::describe() {
    ForwardStatus status;
    status.state = state();
    status.target = m_job.plan.target;
    status.replayId = QString::number(m_job.number);
    const ForwardBacklog waiting = backlog();
    status.waitingRequests = waiting.requests;
    status.waitingSpans = waiting.spans;
    status.waitingBytes = waiting.bytes;
    if (waiting.oldest)
        status.delay = UnixNanos::now() - *waiting.oldest;
    status.note = waitsFor();
    status.problem = m_blocked ? m_blocked : m_storeProblem ? m_storeProblem : m_failure;
    m_meter.fill(status, std::chrono::steady_clock::now());
    return status;
}

LedgerChange ForwardRun::lastChange() const {
    if (m_blocked && (!m_stopping || *m_stopping == ForwardStop::Drain))
        return {ReplayState::Stopped, m_blocked};
    switch (*m_stopping) {
    case ForwardStop::Drop:
        return {ReplayState::Cancelled, {}};
    case ForwardStop::Keep:
        return {m_lanes.isEmpty() && m_listedAll ? ReplayState::Done : ReplayState::Paused, {}};
    case ForwardStop::Drain:
        break;
    }
    return {ReplayState::Done, {}};
}

void ForwardRun::end() {
    if (m_exporter)
        m_exporter->abandon();
    m_exporter.reset(); // after the last answer
    LedgerTurn turn;
    for (Answered& each : takeAsked().answers)
        settle(std::move(each), turn);
    const bool isOver = m_lanes.isEmpty() && m_listedAll;
    if (m_blocked || (m_stopping && (isOver || *m_stopping != ForwardStop::Drain)))
        turn.change = lastChange();
    if (m_stopping && !isOver && *m_stopping != ForwardStop::Drop) {
        // What comes later does not belong to it any more.
        m_job.plan.selection.lastRequest = m_until;
        turn.plan = m_job.plan;
    }
    if (const auto noted = m_ledger->commit(m_job.number, turn); !noted)
        m_storeProblem = noted.error();
    m_isOver = true;
    m_ports.ended(describe());
}

} // namespace spanglass
