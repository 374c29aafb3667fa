#include "app/replay/ReplayDesk.h"

#include "app/replay/ArrivalPlace.h"
#include "app/workspace/Relay.h"
#include "services/auth/WhenDone.h"
#include "services/replay/ReplayResult.h"
#include "services/replay/TargetCheck.h"
#include "services/replay/TargetLimits.h"
#include "services/replay/exporters/FileExporter.h"
#include "services/replay/run/ReplayRun.h"
#include "services/replay/select/CaptureSessions.h"
#include "services/replay/select/ReplayPlanner.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto BetweenNews = 100ms;

bool goesOn(ReplayState state) {
    return state == ReplayState::Preparing || state == ReplayState::Running || state == ReplayState::Paused;
}

} // namespace

ReplayDesk::ReplayDesk(Store& store, LedgerThread& ledger, TargetPorts ports, QObject* parent)
    : ReplayControl(parent)
    , m_store(store)
    , m_ledger(ledger)
    , m_ports(std::move(ports)) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(BetweenNews);
    connect(&m_pause, &QTimer::timeout, this, &ReplayControl::changed);
    const auto read = [](Ledger& open) -> Result<std::vector<Standing>> {
        const auto jobs = open.jobs();
        if (!jobs)
            return std::unexpected(jobs.error());
        std::vector<Standing> out;
        for (const LedgerJob& job : *jobs) {
            if (job.forward)
                continue;
            const auto totals = open.totals(job.number);
            if (!totals)
                return std::unexpected(totals.error());
            out.push_back({job, *totals});
        }
        return out;
    };
    const Promised<Result<>> ready;
    m_ready = ready.future();
    whenGood(this, ledger.run<std::vector<Standing>>(read), ready, [this, ready](const std::vector<Standing>& all) {
        for (const Standing& standing : all)
            take(standing);
        ready.give({});
    });
}

ReplayDesk::~ReplayDesk() {
    for (const auto& [number, known] : m_known) {
        if (known.run)
            known.run->end();
    }
    m_known.clear();
    m_pool.waitForDone();
}

Result<ReplayDesk::Known*> ReplayDesk::find(const QString& id) {
    const auto known = m_known.find(id.toLongLong());
    if (known == m_known.end())
        return failure(ErrorCode::NotFound, u"There is no replay %1 in the store."_s.arg(id),
            u"It may have been removed from the list."_s);
    return &known->second;
}

QFuture<Result<TargetKeys>> ReplayDesk::keys(const ReplayTarget& target, TargetHeaders headers) {
    return keysFor(this, m_ports, target, std::move(headers), keyOf(target));
}

QFuture<Result<>> ReplayDesk::ready() {
    // One for each who asks: they may cancel it.
    const Promised<Result<>> promise;
    whenDone(this, m_ready, [promise](const std::optional<Result<>>& done) {
        if (done)
            promise.give(*done);
        else
            promise.withdraw();
    });
    return promise.future();
}

QFuture<Result<ReplayTarget>> ReplayDesk::placed(ReplayTarget target) { return placeTarget(this, m_ports, target); }

template <class T, class Work> QFuture<Result<T>> ReplayDesk::ask(Work work) {
    const std::shared_ptr<duck::Connection> line = m_store.newReader();
    const auto future
        = QtConcurrent::run(&m_pool, [line, work = std::move(work)]() -> Result<T> { return work(*line); });
    const Promised<Result<T>> promise;
    whenDone(this, future, [promise](std::optional<Result<T>> result) {
        if (result)
            promise.give(*std::move(result));
        else
            promise.withdraw();
    });
    whenCancelled(this, promise.future(), [line] { line->interrupt(); });
    return promise.future();
}

QFuture<Result<QList<CaptureSession>>> ReplayDesk::sessions() {
    return ask<QList<CaptureSession>>(readCaptureSessions);
}

QFuture<Result<ReplayEstimate>> ReplayDesk::estimate(ReplayPlan plan) {
    const auto promise = startedPromise<ReplayEstimate>();
    whenDone(
        this, placed(plan.target), [this, promise, plan](const std::optional<Result<ReplayTarget>>& target) mutable {
            // Without its connection, too, it is known what would be sent.
            if (target && *target)
                plan.target = **target;
            relay(this, ask<ReplayEstimate>([plan](duck::Connection& line) { return estimateReplay(line, plan); }),
                promise);
        });
    return promise->future();
}

QFuture<Result<QList<ReplayFinding>>> ReplayDesk::dryRun(ReplayPlan plan, TargetHeaders headers) {
    const Promised<Result<QList<ReplayFinding>>> promise;
    whenGood(this, keys(plan.target, std::move(headers)), promise,
        [this, promise, target = plan.target](const TargetKeys& keys) {
            m_pool.start([promise, target, with = exporterPorts(m_ports, keys)] {
                promise.give(checkTarget(target, with, [promise] { return promise.isAbandoned(); }));
            });
        });
    return promise.future();
}

QFuture<Result<QString>> ReplayDesk::start(ReplayPlan plan, TargetHeaders headers) {
    const Promised<Result<QString>> promise;
    whenGood(this, placed(plan.target), promise, [this, promise, plan, headers](const ReplayTarget& target) mutable {
        plan.target = target;
        whenGood(this, keys(target, headers), promise, [this, promise, plan](const TargetKeys& keys) {
            if (const auto free = checkFile(plan.target); !free)
                return promise.give(std::unexpected(free.error()));
            whenGood(this, m_ledger.run<LedgerJob>([plan](Ledger& ledger) { return ledger.create(plan, false); }),
                promise, [this, promise, keys](const LedgerJob& job) {
                    take({job, {}});
                    launch(job.number, keys);
                    promise.give(QString::number(job.number));
                });
        });
    });
    return promise.future();
}

void ReplayDesk::launch(JobNumber job, const TargetKeys& keys) {
    Known& known = m_known.at(job);
    const ReplayTarget target = known.job.plan.target;
    ReplayPorts ports;
    ports.connect = [store = &m_store] { return store->newReader(); };
    ports.exporter = [target, with = exporterPorts(m_ports, keys)](const LedgerJob&, const LedgerTotals& totals) {
        ExporterPorts now = with;
        now.parcelsTaken = totals.count(ParcelState::Taken);
        return makeExporter(target, now);
    };
    ports.publish = [this, job](const ReplayStatus& status) {
        QMetaObject::invokeMethod(
            this, [this, job, status] { show(job, status); }, Qt::QueuedConnection);
    };
    ports.paces = m_paces;
    known.status.state = ReplayState::Preparing;
    known.status.problem.reset();
    known.run = std::make_unique<ReplayRun>(job, std::move(ports));
    announce();
}

void ReplayDesk::take(const Standing& standing) {
    Known& known = m_known[standing.job.number];
    known.job = standing.job;
    const std::uint64_t takenBefore = known.status.spansTakenBefore;
    known.status = statusOf(standing.job, standing.totals);
    known.status.spansTakenBefore = takenBefore;
    announce();
}

void ReplayDesk::show(JobNumber job, const ReplayStatus& status) {
    const auto known = m_known.find(job);
    if (known == m_known.end() || !known->second.run)
        return;
    const std::uint64_t takenBefore = known->second.status.spansTakenBefore;
    known->second.status = status;
    known->second.status.spansTakenBefore
        = std::max(status.spansTakenBefore, takenBefore); // a resumed one plans nothing
    known->second.job.state = status.state;
    if (status.state == ReplayState::Cancelled && status.plan.target.kind == TargetKind::File)
        FileExporter::removeLeftOver(status.plan.target.file);
    if (!goesOn(status.state))
        known->second.run.reset(); // it has ended, or is about to
    announce();
}

void ReplayDesk::announce() {
    if (!m_pause.isActive())
        m_pause.start();
}

void ReplayDesk::pause(const QString& id) {
    if (const auto known = find(id); known && (*known)->run)
        (*known)->run->pause();
}

QFuture<Result<>> ReplayDesk::resume(QString id, TargetHeaders headers) {
    const auto known = find(id);
    if (!known)
        return readyFuture(Result<>(std::unexpected(known.error())));
    if ((*known)->isChecked)
        return readyFuture(
            Result<>(failure(ErrorCode::Busy, u"Arrival is being checked."_s, u"Wait for its end, or cancel it."_s)));
    if ((*known)->run) {
        (*known)->run->goOn();
        return readyFuture(Result<>());
    }
    if ((*known)->status.state == ReplayState::Cancelled)
        return readyFuture(Result<>(failure(ErrorCode::NotAllowed, u"Replay %1 was cancelled for good."_s.arg(id),
            u"Start a new one: what the target took is left out."_s)));
    const Promised<Result<>> promise;
    whenGood(this, keys((*known)->job.plan.target, std::move(headers)), promise,
        [this, promise, id](const TargetKeys& keys) { promise.give(goOn(id, keys)); });
    return promise.future();
}

Result<> ReplayDesk::goOn(const QString& id, const TargetKeys& keys) {
    const auto known = find(id);
    if (!known)
        return std::unexpected(known.error());
    if (!(*known)->run)
        launch((*known)->job.number, keys);
    return {};
}

QList<ReplayStatus> ReplayDesk::replays() const {
    QList<ReplayStatus> out;
    for (const auto& [number, known] : m_known)
        out.append(known.status);
    return out;
}

QFuture<Result<QList<ReplayEntry>>> ReplayDesk::entries(
    QString id, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit) {
    return m_ledger.run<QList<ReplayEntry>>(
        [number = id.toLongLong(), state, offset, limit](Ledger& ledger) -> Result<QList<ReplayEntry>> {
            const auto found = ledger.entries(number, state, offset, limit);
            if (!found)
                return std::unexpected(found.error());
            return QList<ReplayEntry>(found->begin(), found->end());
        });
}

QFuture<Result<>> ReplayDesk::exportResult(QString id, QString file) {
    return m_ledger.run<void>(
        [number = id.toLongLong(), file](Ledger& ledger) { return spanglass::exportResult(ledger, number, file); });
}

TargetLimits ReplayDesk::limits(TargetKind kind) const { return targetLimits(kind); }

bool ReplayDesk::canCheckArrival(const ReplayTarget& target) const { return canAskArrivals(target); }

} // namespace spanglass
