#include "app/replay/ForwardDesk.h"

#include "services/auth/WhenDone.h"
#include "services/replay/forward/ForwardRun.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Found = std::optional<Result<ForwardJobs>>;

QString keyOf(const ReplayTarget& target) { return u"forward/"_s + target.key(); }

const Error Overtaken{ErrorCode::Cancelled, u"Passing on was stopped or set up anew before it began."_s, {}};

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
    m_isPreparing = true;
    whenDone(this, m_ledger.run<ForwardJobs>(interruptedForwards), [this](const Found& found) {
        if (!found || !*found) {
            prepared(false);
            if (found && !m_isPreparing)
                showStopped({}, found->error());
        } else if ((*found)->jobs.empty()) {
            prepared(false);
            showKept();
        } else {
            m_jobs = (*found)->jobs;
            signIn((*found)->standing);
        }
    });
}

void ForwardDesk::signIn(const ForwardStatus& standing) {
    m_isPreparing = true;
    const ReplayTarget target = standing.target;
    whenDone(this, keysFor(this, m_ports, target, {}, keyOf(target)),
        [this, standing](const std::optional<Result<TargetKeys>>& keys) {
            if (keys && *keys)
                m_keys = **keys;
            prepared(keys && *keys);
            if (keys && !*keys && !m_isPreparing)
                showStopped(standing, keys->error());
        });
}

QFuture<Result<>> ForwardDesk::start(ReplayTarget target, TargetHeaders headers) {
    if (target.kind == TargetKind::File)
        return readyFuture(Result<>(failure(ErrorCode::BadInput, u"What comes in cannot be passed on to a file."_s,
            u"It is in the store already: save it with \"spanglass export\", or replay it to a file."_s)));
    const Promised<Result<>> promise;
    overtake();
    whenGood(this, placeTarget(this, m_ports, target), promise,
        [this, promise, headers, turn = m_turn](const ReplayTarget& placed) {
            if (turn != m_turn)
                return promise.give(std::unexpected(Overtaken));
            startAt({placed, headers, [promise](Result<> done) { promise.give(std::move(done)); }});
        });
    return promise.future();
}

void ForwardDesk::startAt(Wanted wanted) {
    m_next = std::move(wanted);
    if (m_run) {
        // To the same target nothing may be left out in between; another one begins with what comes from now on.
        if (m_next->target.key() == m_jobs.front().plan.target.key())
            m_run->leave();
        else
            m_run->stop(ForwardStop::Keep);
    } else if (!m_isPreparing) {
        begin();
    }
}

void ForwardDesk::begin() {
    const Wanted wanted = *std::exchange(m_next, std::nullopt);
    m_isPreparing = true;
    m_stopping.reset();
    whenDone(this, keysFor(this, m_ports, wanted.target, wanted.headers, keyOf(wanted.target)),
        [this, wanted](const std::optional<Result<TargetKeys>>& keys) {
            if (!keys || !*keys) {
                wanted.done(std::unexpected(keys ? keys->error() : Overtaken));
                return prepared(false);
            }
            const auto jobs = m_ledger.run<ForwardJobs>(
                [target = wanted.target](Ledger& ledger) { return forwardsTo(ledger, target); });
            whenDone(this, jobs, [this, wanted, keys = **keys](const Found& found) {
                const bool isGood = found && *found;
                if (isGood) {
                    m_jobs = (*found)->jobs;
                    m_keys = keys;
                }
                wanted.done(isGood ? Result<>() : Result<>(std::unexpected(found ? found->error() : Overtaken)));
                prepared(isGood);
            });
        });
}

void ForwardDesk::prepared(bool launches) {
    m_isPreparing = false;
    const bool drains = m_stopping.value_or(ForwardStop::Drain) == ForwardStop::Drain;
    if (m_next)
        begin();
    else if (launches && drains)
        launch();
    else if (!drains)
        settle();
    else
        m_stopping.reset();
}

void ForwardDesk::overtake() {
    ++m_turn;
    if (m_next)
        std::exchange(m_next, std::nullopt)->done(std::unexpected(Overtaken));
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
    const bool isStopped = status.state == ForwardState::Stopped;
    const bool drains = m_stopping.value_or(ForwardStop::Drain) == ForwardStop::Drain;
    if (!isStopped)
        m_jobs.pop_front();
    if (m_next)
        return begin();
    if (!isStopped && drains && !m_jobs.empty())
        return launch();
    show(status);
    if (!isStopped && !m_jobs.empty())
        return settle();
    m_stopping.reset();
    if (!isStopped)
        showKept();
}

void ForwardDesk::stop(ForwardStop how) {
    m_stopping = how;
    overtake();
    if (m_run)
        m_run->stop(how);
    else if (!m_isPreparing)
        settle();
}

/// Of jobs that do not run.
void ForwardDesk::settle() {
    if (m_jobs.empty())
        return;
    if (m_stopping == ForwardStop::Drain)
        return signIn(m_status);
    m_isPreparing = true;
    const auto end = [jobs = m_jobs, how = *m_stopping](Ledger& ledger) { return endForwards(ledger, jobs, how); };
    whenDone(this, m_ledger.run<void>(end), [this](const std::optional<Result<>>& done) {
        m_stopping.reset();
        if (done && *done)
            m_jobs.clear();
        prepared(false);
        if (m_isPreparing || !done)
            return;
        if (*done)
            showKept();
        else
            showStopped(m_status, done->error());
    });
}

void ForwardDesk::showKept() {
    m_isPreparing = true;
    whenDone(this, m_ledger.run<ForwardJobs>(keptForwards), [this](const Found& found) {
        if (found && *found) {
            m_jobs = (*found)->jobs;
            ForwardStatus status = m_status.state == ForwardState::Off ? m_status : ForwardStatus();
            const ForwardStatus& kept = (*found)->standing;
            if (!m_jobs.empty())
                status.target = kept.target;
            else if (!status.target.headerNames.isEmpty()) // nothing is sent with them any more
                m_ports.sessions.secrets().remove(keyOf(status.target));
            status.waitingRequests = kept.waitingRequests;
            status.waitingSpans = kept.waitingSpans;
            status.waitingBytes = kept.waitingBytes;
            status.delay = kept.delay;
            show(status);
        }
        prepared(false);
    });
}

void ForwardDesk::showStopped(ForwardStatus status, const Error& error) {
    status.state = ForwardState::Stopped;
    status.problem = error;
    show(status);
}

void ForwardDesk::show(const ForwardStatus& status) {
    m_status = status;
    Q_EMIT changed();
}

ForwardStatus ForwardDesk::status() const {
    ForwardStatus status = m_status;
    status.lostRequests += m_store.control().status().waitingRemoved - m_lostBefore;
    return status;
}

} // namespace spanglass
