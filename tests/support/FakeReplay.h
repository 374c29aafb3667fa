#pragma once

#include "services/core/ForwardControl.h"
#include "services/core/ReplayControl.h"
#include "tests/support/FakeWorkspace.h"

namespace spanglass::test {

/// Replays that stand as the test says; what is asked of them is written down.
class FakeReplay final : public ReplayControl {
public:
    FakeReplay() {
        ReplayEstimate estimate;
        estimate.traces = 12;
        estimate.spans = 340;
        estimate.bytes = 1 << 20;
        estimate.requests = 4;
        estimate.duration = {2'000'000'000};
        estimates.ready = estimate;
        CaptureSession morning;
        morning.firstRequest = 41;
        morning.lastRequest = 60;
        morning.from = {1'767'603'600'000'000'000};
        morning.to = {1'767'604'200'000'000'000};
        morning.spans = 340;
        morning.bytes = 1 << 20;
        morning.services = {QStringLiteral("storefront"), QStringLiteral("assistant")};
        CaptureSession file = morning;
        file.firstRequest = 1;
        file.lastRequest = 40;
        file.file = QStringLiteral("/data/old.jsonl");
        sessionLists.ready = QList<CaptureSession>{morning, file};
        starts.ready = QStringLiteral("r9");
        done.ready = Result<>();
    }

    QFuture<Result<QList<CaptureSession>>> sessions() override { return sessionLists.ask({}); }
    QFuture<Result<ReplayEstimate>> estimate(ReplayPlan plan) override {
        lastPlan = plan;
        return estimates.ask(plan.target.key());
    }
    QFuture<Result<QList<ReplayFinding>>> dryRun(ReplayPlan plan, TargetHeaders) override {
        return dryRuns.ask(plan.target.key());
    }
    QFuture<Result<QString>> start(ReplayPlan plan, TargetHeaders headers) override {
        lastPlan = plan;
        lastHeaders = headers;
        return starts.ask(plan.target.key());
    }
    void pause(const QString& id) override { paused << id; }
    QFuture<Result<>> resume(QString id, TargetHeaders headers) override {
        lastHeaders = headers;
        return act(u"resume " + id);
    }
    void cancel(const QString& id) override { cancelled << id; }
    QFuture<Result<>> remove(QString id) override {
        list.removeIf([&](const ReplayStatus& one) { return one.id == id; });
        return act(u"remove " + id);
    }
    QFuture<Result<ArrivalReport>> checkArrival(QString id) override { return arrivals.ask(id); }
    QFuture<Result<>> mend(QString id, ReplayMending how, TargetHeaders headers) override {
        lastHeaders = headers;
        mended << how;
        return act(u"mend " + id);
    }
    QList<ReplayStatus> replays() const override { return list; }
    QFuture<Result<QList<ReplayEntry>>> entries(
        QString, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit) override {
        asked << QStringLiteral("%1 %2+%3").arg(state ? int(*state) : -1).arg(offset).arg(limit);
        QList<ReplayEntry> out;
        for (const ReplayEntry& each : ledger) {
            if (!state || each.state == *state)
                out << each;
        }
        return QtFuture::makeReadyFuture(Result<QList<ReplayEntry>>(out.mid(qsizetype(offset), qsizetype(limit))));
    }
    QFuture<Result<>> exportResult(QString id, QString file) override {
        exported << file;
        return act(u"export " + id);
    }
    TargetLimits limits(TargetKind kind) const override {
        if (kind != TargetKind::Databricks)
            return {};
        return {100, 100'000'000, QDate(2026, 6, 30), QStringLiteral("Limits of the workspace.")};
    }
    bool canCheckArrival(const ReplayTarget& target) const override {
        return target.kind == TargetKind::Databricks || target.kind == TargetKind::MlflowServer;
    }

    /// A replay to a table, `taken` of 10 requests with 100 spans each.
    ReplayStatus& add(const QString& id, ReplayState state, std::uint64_t taken) {
        ReplayStatus one;
        one.id = id;
        one.plan.target.kind = TargetKind::Databricks;
        one.plan.target.connectionId = QStringLiteral("acme");
        one.plan.target.spansTable = QStringLiteral("main.agents.%1_otel_spans").arg(id);
        one.state = state;
        one.created = QDateTime(QDate(2026, 1, 5), QTime(9, 30), Qt::UTC);
        one.parcels[std::size_t(ParcelState::Taken)] = taken;
        one.parcels[std::size_t(ParcelState::Waiting)] = 10 - taken;
        one.spans = 1000;
        one.spansTaken = 100 * taken;
        one.bytes = 10 << 20;
        one.bytesTaken = taken << 20;
        list.prepend(one);
        return list.first();
    }
    ReplayEntry& addEntry(ParcelState state, int status, const QString& answer = {}) {
        ReplayEntry one;
        one.number = ledger.size() + 1;
        one.state = state;
        one.spans = 100;
        one.bytes = 1 << 20;
        one.attempts = state == ParcelState::Waiting ? 0 : 1;
        one.status = status;
        one.answer = answer;
        if (one.attempts > 0) {
            one.sent = UnixNanos{1'767'603'600'123'000'000};
            one.took = {35'000'000};
        }
        ledger << one;
        return ledger.last();
    }

    QList<ReplayStatus> list;
    QList<ReplayEntry> ledger; ///< of every replay
    FakeQuestion<QList<CaptureSession>> sessionLists;
    FakeQuestion<ReplayEstimate> estimates;
    FakeQuestion<QList<ReplayFinding>> dryRuns;
    FakeQuestion<QString> starts;
    FakeQuestion<ArrivalReport> arrivals;
    FakeQuestion<void> done; ///< of all that only succeeds or fails
    ReplayPlan lastPlan;
    TargetHeaders lastHeaders;
    QStringList asked; ///< of the ledger: "state offset+limit"
    QStringList acts; ///< "resume r1"
    QStringList paused;
    QStringList cancelled;
    QStringList exported;
    QList<ReplayMending> mended;

private:
    QFuture<Result<>> act(const QString& what) {
        acts << what;
        return done.ask(what);
    }
};

/// Passing on that stands as the test says.
class FakeForward final : public ForwardControl {
public:
    QFuture<Result<>> start(ReplayTarget target, TargetHeaders headers) override {
        lastHeaders = headers;
        if (!refusal) {
            now.target = target;
            now.state = ForwardState::Running;
            Q_EMIT changed();
        }
        return QtFuture::makeReadyFuture(refusal ? Result<>(std::unexpected(*refusal)) : Result<>());
    }
    void stop(ForwardStop how) override {
        stopped << how;
        now.state = how == ForwardStop::Drain && now.waitingRequests > 0 ? ForwardState::Draining : ForwardState::Off;
        Q_EMIT changed();
    }
    ForwardStatus status() const override { return now; }
    void tell() { Q_EMIT changed(); }

    ForwardStatus now;
    std::optional<Error> refusal;
    TargetHeaders lastHeaders;
    QList<ForwardStop> stopped;
};

} // namespace spanglass::test
