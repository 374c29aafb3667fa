#include "app/replay/ArrivalPlace.h"
#include "app/replay/ReplayDesk.h"
#include "app/workspace/Relay.h"
#include "services/auth/WhenDone.h"
#include "services/replay/exporters/FileExporter.h"
#include "services/replay/run/Mending.h"
#include "services/replay/run/ReplayRun.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

// What is done with replays that do not run.

namespace {

template <class T = void> QFuture<Result<T>> refusal(const Error& error) {
    return readyFuture(Result<T>(std::unexpected(error)));
}

} // namespace

QString ReplayDesk::keyOf(const ReplayTarget& target) { return u"replay/"_s + target.key(); }

Result<ReplayDesk::Known*> ReplayDesk::findIdle(const QString& id) {
    const auto found = find(id);
    if (!found)
        return found;
    Known& known = **found;
    // What a paused one would do next is in the ledger.
    if (known.status.state == ReplayState::Paused)
        known.run.reset();
    if (known.run || known.isChecked)
        return failure(ErrorCode::Busy, u"The replay is under way."_s, u"Pause or cancel it first."_s);
    return found;
}

template <class Work> QFuture<Result<>> ReplayDesk::change(const QString& id, Work work) {
    const auto known = findIdle(id);
    if (!known)
        return refusal(known.error());
    const JobNumber number = (*known)->job.number;
    const auto both = [number, work](Ledger& ledger) -> Result<Standing> {
        auto job = ledger.job(number);
        if (!job)
            return std::unexpected(job.error());
        if (const auto done = work(ledger, *job); !done)
            return std::unexpected(done.error());
        job = ledger.job(number);
        const auto totals = ledger.totals(number);
        if (!job || !totals)
            return std::unexpected(!job ? job.error() : totals.error());
        return Standing{*std::move(job), *totals};
    };
    const Promised<Result<>> promise;
    whenGood(this, m_ledger.run<Standing>(both), promise, [this, promise](const Standing& standing) {
        take(standing);
        promise.give({});
    });
    return promise.future();
}

void ReplayDesk::cancel(const QString& id) {
    if (const auto known = find(id); known && (*known)->run) {
        (*known)->run->cancel();
        return;
    }
    change(id, [](Ledger& ledger, const LedgerJob& job) {
        LedgerTurn turn;
        turn.change = LedgerChange{ReplayState::Cancelled, {}};
        auto done = ledger.commit(job.number, turn);
        if (done && job.plan.target.kind == TargetKind::File)
            FileExporter::removeLeftOver(job.plan.target.file);
        return done;
    });
}

QFuture<Result<>> ReplayDesk::mend(QString id, ReplayMending how, TargetHeaders headers) {
    const auto work = [how](Ledger& ledger, const LedgerJob& job) -> Result<> {
        auto done = mendReplay(ledger, job, how);
        if (!done || job.plan.target.kind != TargetKind::File || job.state != ReplayState::Done)
            return done;
        // The file that has become whole is not written on: it is written anew.
        const auto all
            = ledger.move(job.number, ParcelState::Taken, ParcelState::Waiting, u"The file is written anew.");
        return all ? Result<>() : Result<>(std::unexpected(all.error()));
    };
    if (how == ReplayMending::TakeUncertain)
        return change(id, work);
    const auto known = findIdle(id);
    if (!known)
        return refusal(known.error());
    const Promised<Result<>> promise;
    // Nothing is noted that could not be sent then.
    whenGood(this, keys((*known)->job.plan.target, std::move(headers)), promise,
        [this, promise, id, work](const TargetKeys& keys) {
            whenDone(this, change(id, work), [this, promise, id, keys](const std::optional<Result<>>& done) {
                if (!done)
                    return promise.withdraw();
                promise.give(*done ? goOn(id, keys) : *done);
            });
        });
    return promise.future();
}

QFuture<Result<>> ReplayDesk::remove(QString id) {
    const auto known = findIdle(id);
    if (!known)
        return refusal(known.error());
    const Promised<Result<>> promise;
    const JobNumber number = (*known)->job.number;
    const ReplayTarget target = (*known)->job.plan.target;
    const bool isWhole = (*known)->status.state == ReplayState::Done;
    whenDone(this, m_ledger.run<void>([number](Ledger& ledger) { return ledger.remove(number); }),
        [this, promise, number, target, isWhole](const std::optional<Result<>>& done) {
            if (!done)
                return promise.withdraw();
            if (*done) {
                m_known.erase(number);
                if (target.kind == TargetKind::File && !isWhole)
                    FileExporter::removeLeftOver(target.file);
                forgetHeaders(target);
            }
            announce();
            promise.give(*done);
        });
    return promise.future();
}

Result<> ReplayDesk::checkFile(const ReplayTarget& target) const {
    if (target.kind != TargetKind::File)
        return {};
    for (const auto& [number, known] : m_known) {
        const bool isOver = known.status.state == ReplayState::Done || known.status.state == ReplayState::Cancelled;
        if (!isOver && known.job.plan.target.key() == target.key())
            return failure(ErrorCode::Busy, u"Replay %1 has not finished the file %2."_s.arg(number).arg(target.file),
                u"Go on with replay %1, or cancel it; or choose another file."_s.arg(number));
    }
    return {};
}

/// Those of a target to which no replay is left.
void ReplayDesk::forgetHeaders(const ReplayTarget& target) {
    const auto isThere = [&target](const auto& known) { return known.second.job.plan.target.key() == target.key(); };
    if (!target.headerNames.isEmpty() && std::ranges::none_of(m_known, isThere))
        m_ports.sessions.secrets().remove(keyOf(target));
}

QFuture<Result<ArrivalReport>> ReplayDesk::checkArrival(QString id) {
    const auto known = findIdle(id);
    if (!known)
        return refusal<ArrivalReport>(known.error());
    (*known)->isChecked = true;
    const LedgerJob job = (*known)->job;
    const auto promise = startedPromise<ArrivalReport>();
    ReplayTarget asked = job.plan.target;
    asked.headerNames.clear(); // they go with what is sent alone
    whenDone(this, keys(asked, {}), [this, id, promise, job](const std::optional<Result<TargetKeys>>& keys) {
        if (!keys || !*keys) {
            if (const auto still = find(id))
                (*still)->isChecked = false;
            const Error cancelled{ErrorCode::Cancelled, u"The arrival check was cancelled."_s, {}};
            promise->addResult(std::unexpected(keys ? keys->error() : cancelled));
            promise->finish();
            return;
        }
        std::shared_ptr<ApiClient> api = (*keys)->api;
        if (!api && job.plan.target.kind == TargetKind::MlflowServer)
            api = openServer(job.plan.target.url, m_ports.sessions);
        const auto check = QtConcurrent::run(
            &m_pool, [this, api, job, promise] { return askArrivals(m_store, job, api, m_ports.network, *promise); });
        whenDone(this, check, [this, id, promise](const std::optional<Result<ArrivalReport>>& report) {
            if (const auto still = find(id))
                (*still)->isChecked = false;
            change(id, [](Ledger&, const LedgerJob&) { return Result<>(); });
            if (report)
                promise->addResult(*report);
            promise->finish();
        });
    });
    return promise->future();
}

} // namespace spanglass
