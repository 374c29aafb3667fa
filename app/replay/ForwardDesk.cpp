#include "app/replay/ForwardDesk.h"

#include "services/auth/WhenDone.h"
#include "services/replay/forward/ForwardRun.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Jobs = std::deque<LedgerJob>;

QString keyOf(const ReplayTarget& target) { return u"forward/"_s + target.key(); }

/// Forwardings that go on by themselves when the store is opened: the oldest first, all to one target.
Result<Jobs> interruptedJobs(Ledger& ledger) {
    const auto jobs = ledger.jobs();
    if (!jobs)
        return std::unexpected(jobs.error());
    Jobs out;
    for (const LedgerJob& job : *jobs) {
        const bool goesOn = job.forward && !job.ended && job.state != ReplayState::Paused;
        if (goesOn && (out.empty() || out.front().plan.target.key() == job.plan.target.key()))
            out.push_front(job);
    }
    return out;
}

/// What waits for a target from before, and what comes from now on.
Result<Jobs> jobsFor(Ledger& ledger, const ReplayTarget& target) {
    const auto jobs = ledger.jobs();
    if (!jobs)
        return std::unexpected(jobs.error());
    Jobs out;
    bool takesNew = false;
    for (LedgerJob job : *jobs) {
        if (!job.forward || job.ended || job.plan.target.key() != target.key())
            continue;
        takesNew = takesNew || job.plan.selection.lastRequest == 0;
        job.plan.target = target;
        LedgerTurn turn;
        turn.plan = job.plan;
        if (const auto kept = ledger.commit(job.number, turn); !kept)
            return std::unexpected(kept.error());
        out.push_front(std::move(job));
    }
    if (takesNew)
        return out;
    ReplayPlan plan;
    plan.target = target;
    plan.uncertain = UncertainRule::SendAgain;
    const auto newest = readNewestRequest(ledger.connection());
    auto job = ledger.create(plan, true);
    if (!newest || !job)
        return std::unexpected(!newest ? newest.error() : job.error());
    LedgerTurn turn;
    turn.lastRequest = job->lastRequest = *newest;
    if (const auto kept = ledger.commit(job->number, turn); !kept)
        return std::unexpected(kept.error());
    out.push_back(*std::move(job));
    return out;
}

} // namespace

ForwardDesk::ForwardDesk(Store& store, LedgerThread& ledger, TargetPorts ports, QObject* parent)
    : ForwardControl(parent)
    , m_store(store)
    , m_ledger(ledger)
    , m_ports(std::move(ports))
    , m_lostBefore(store.control().status().waitingRemoved) { }

ForwardDesk::~ForwardDesk() {
    m_watch.reset(); // it wakes the run
    m_run.reset();
}

void ForwardDesk::resume() {
    whenDone(this, m_ledger.run<Jobs>(interruptedJobs), [this](const std::optional<Result<Jobs>>& jobs) {
        if (!jobs || !*jobs || (*jobs)->empty() || m_run || m_next)
            return;
        const ReplayTarget target = (*jobs)->back().plan.target;
        whenDone(this, keysFor(this, m_ports, target, {}, keyOf(target)),
            [this, jobs = **jobs, target](const std::optional<Result<TargetKeys>>& keys) {
                if (m_run || m_next || !keys)
                    return;
                if (*keys)
                    take(jobs, **keys);
                else
                    fail(target, keys->error());
            });
    });
}

QFuture<Result<>> ForwardDesk::start(ReplayTarget target, TargetHeaders headers) {
    if (target.kind == TargetKind::File)
        return readyFuture(Result<>(failure(ErrorCode::BadInput, u"What comes in cannot be passed on to a file."_s,
            u"It is in the store already: save it with \"spanglass export\", or replay it to a file."_s)));
    const Promised<Result<>> promise;
    whenGood(this, placeTarget(this, m_ports, target), promise, [this, promise, headers](const ReplayTarget& placed) {
        startAt({placed, headers, [promise](Result<> done) { promise.give(std::move(done)); }});
    });
    return promise.future();
}

void ForwardDesk::startAt(Wanted wanted) {
    if (!m_run) {
        begin(std::move(wanted));
        return;
    }
    // To the same target nothing may be left out in between; another one begins with what comes from now on.
    if (wanted.target.key() == m_jobs.front().plan.target.key())
        m_run->leave();
    else
        m_run->stop(ForwardStop::Keep);
    m_next = std::move(wanted);
}

void ForwardDesk::begin(Wanted wanted) {
    m_stopping.reset();
    m_jobs.clear();
    const ReplayTarget target = wanted.target;
    whenDone(this, keysFor(this, m_ports, target, wanted.headers, keyOf(target)),
        [this, wanted](const std::optional<Result<TargetKeys>>& keys) {
            if (!keys || !*keys)
                return wanted.done(keys ? Result<>(std::unexpected(keys->error()))
                                        : Result<>(failure(ErrorCode::Cancelled, u"Cancelled."_s)));
            whenDone(this,
                m_ledger.run<Jobs>([target = wanted.target](Ledger& ledger) { return jobsFor(ledger, target); }),
                [this, wanted, keys = **keys](const std::optional<Result<Jobs>>& jobs) {
                    if (!jobs || !*jobs)
                        return wanted.done(jobs ? Result<>(std::unexpected(jobs->error()))
                                                : Result<>(failure(ErrorCode::Cancelled, u"Cancelled."_s)));
                    take(**jobs, keys);
                    wanted.done({});
                });
        });
}

void ForwardDesk::take(const Jobs& jobs, const TargetKeys& keys) {
    m_jobs = jobs;
    m_keys = keys;
    launch();
}

void ForwardDesk::launch() {
    const LedgerJob& job = m_jobs.front();
    ForwardPorts ports;
    ports.connect = [store = &m_store] { return store->newReader(); };
    ports.exporter
        = [target = job.plan.target, with = exporterPorts(m_ports, m_keys)] { return makeExporter(target, with); };
    ports.publish = [this](const ForwardStatus& status) {
        QMetaObject::invokeMethod(
            this, [this, status] { show(status); }, Qt::QueuedConnection);
    };
    ports.ended = [this](const ForwardStatus& status) {
        QMetaObject::invokeMethod(
            this, [this, status] { ended(status); }, Qt::QueuedConnection);
    };
    m_run = std::make_unique<ForwardRun>(job, std::move(ports));
    m_watch = m_store.watchCommits([run = m_run.get()] { run->wake(); });
    if (m_stopping)
        m_run->stop(*m_stopping);
    // Until it tells more.
    m_status.state = m_stopping == ForwardStop::Drain ? ForwardState::Draining : ForwardState::Running;
    m_status.target = job.plan.target;
    m_status.replayId = QString::number(job.number);
    m_status.problem.reset();
    Q_EMIT changed();
}

void ForwardDesk::ended(const ForwardStatus& status) {
    m_watch.reset();
    m_run.reset();
    if (status.state != ForwardState::Stopped && !m_jobs.empty())
        m_jobs.pop_front();
    if (m_next)
        begin(*std::exchange(m_next, std::nullopt));
    else if (status.state != ForwardState::Stopped && !m_jobs.empty())
        launch();
    else
        show(status);
}

void ForwardDesk::stop(ForwardStop how) {
    m_stopping = how;
    if (m_run)
        m_run->stop(how);
    else if (!m_jobs.empty())
        launch();
}

void ForwardDesk::fail(const ReplayTarget& target, const Error& error) {
    ForwardStatus status;
    status.state = ForwardState::Stopped;
    status.target = target;
    status.problem = error;
    show(status);
}

void ForwardDesk::show(const ForwardStatus& status) {
    m_status = status;
    Q_EMIT changed();
}

ForwardStatus ForwardDesk::status() const {
    ForwardStatus status = m_status;
    status.lostRequests = m_store.control().status().waitingRemoved - m_lostBefore;
    return status;
}

} // namespace spanglass
