#include "tests/app/ReplayDeskBench.h"

#include "app/replay/ReplayVerb.h"
#include "app/verbs/VerbIo.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrent>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

class HeardIo final : public VerbIo {
public:
    bool write(QByteArrayView bytes) override {
        out += bytes;
        return true;
    }
    void complain(const QString& line) override { said += line; }
    void progress(const QString&) override { }

    QByteArray out;
    QString said;
};

} // namespace

class TestReplayDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCancelledReplayIsNotResumed() {
        const QString id = cancelledWithAnUncertainRequest();
        const auto resumed = awaited(m_bench->room.replay.resume(id));
        QCOMPARE(resumed.error().code, ErrorCode::NotAllowed);
        QCOMPARE(m_bench->state(id), ReplayState::Cancelled);
    }

    void ofACancelledReplayOnlyTheUncertainIsSentAgain() {
        const QString id = cancelledWithAnUncertainRequest();
        QVERIFY(awaited(m_bench->room.replay.mend(id, ReplayMending::SendUncertain)));
        QTRY_COMPARE(m_bench->state(id), ReplayState::Done);
        QCOMPARE(m_sink->taken().size(), 1);
        QCOMPARE(m_bench->status(id).count(ParcelState::Skipped), 2u);
    }

    void mendingWithoutTheConnectionChangesNothingAndTheReplayCanBeRemoved() {
        const QString id = cancelledWithAnUncertainRequest();
        m_bench->connectionProblem = Error{ErrorCode::NotFound, u"There is no connection acme."_s, u"Add it."_s};
        const auto mended = awaited(m_bench->room.replay.mend(id, ReplayMending::SendUncertain));
        QCOMPARE(mended.error().message, u"There is no connection acme."_s);
        QCOMPARE(m_bench->status(id).count(ParcelState::Uncertain), 1u);
        QCOMPARE(m_bench->status(id).count(ParcelState::Waiting), 2u);
        QVERIFY(awaited(m_bench->room.replay.remove(id)));
        QVERIFY(m_bench->room.replay.replays().isEmpty());
    }

    void mendingSendsTheHeadersThatItIsGiven() {
        m_plan.target.headerNames = {u"x-key"_s};
        m_headers = {{u"x-key"_s, Secret("first")}};
        const QString id = cancelledWithAnUncertainRequest();
        QVERIFY(awaited(m_bench->room.replay.mend(id, ReplayMending::SendUncertain, {{u"x-key"_s, Secret("second")}})));
        QTRY_COMPARE(m_bench->state(id), ReplayState::Done);
        QCOMPARE(m_sink->taken().first().field("x-key"), QByteArray("second"));
    }

    void aTargetIsPlacedByTheHostOfItsConnection() {
        ReplayTarget target{.kind = TargetKind::Databricks, .connectionId = u"by its name"_s, .spansTable = u"a.b.c"_s};
        const auto placed = awaited(m_bench->room.replay.placed(target));
        QCOMPARE(placed->connectionId, u"acme"_s);
        QCOMPARE(placed->workspace, u"http://127.0.0.1:9"_s);
    }

    void aPracticeWorkspaceIsNotNamedByItsPort() {
        m_bench->connection.settings.kind = ConnectionKind::Practice;
        ReplayTarget target{.kind = TargetKind::Databricks, .connectionId = u"acme"_s, .spansTable = u"a.b.c"_s};
        const auto placed = awaited(m_bench->room.replay.placed(target));
        QVERIFY2(placed->workspace.startsWith("practice "_L1), qPrintable(placed->workspace));
        QVERIFY(!placed->key().contains("127.0.0.1"_L1));
    }

    void anEstimateNeedsNoConnection() {
        m_bench->connectionProblem = Error{ErrorCode::NotFound, u"There is no connection acme."_s, u"Add it."_s};
        const auto estimate = awaited(m_bench->room.replay.estimate(m_plan));
        QVERIFY(estimate);
        QCOMPARE(estimate->spans, 6u);
    }

    void theVerbGoesOnWithACancelledReplayOnlyByItsNumber() {
        const QString id = cancelledWithAnUncertainRequest();
        ReplayCommand command;
        command.resume = true;
        command.plan.uncertain = UncertainRule::SendAgain;
        HeardIo io;
        QCOMPARE(run(command, io), 1);
        QVERIFY2(io.said.contains("no unfinished replay"_L1), qPrintable(io.said));
        QCOMPARE(m_sink->taken().size(), 0);
        command.replay = id;
        HeardIo second;
        QCOMPARE(run(command, second), 0);
        QCOMPARE(m_sink->taken().size(), 1);
    }

    void aDryRunTellsThePublishedLimits() {
        ReplayCommand command;
        command.dryRun = true;
        command.plan.target = {.kind = TargetKind::Databricks, .connectionId = u"acme"_s, .spansTable = u"a.b.c"_s};
        HeardIo io;
        run(command, io);
        const QJsonObject limits = QJsonDocument::fromJson(io.out).object().value("published_limits"_L1).toObject();
        QCOMPARE(limits.value("traces_per_second_and_workspace"_L1).toInt(), 100);
        QVERIFY(!limits.value("as_of"_L1).toString().isEmpty() && !limits.value("source"_L1).toString().isEmpty());
    }

    void whatWasTakenBeforeIsInTheSummary() {
        ReplayCommand command;
        command.plan = m_plan;
        command.plan.pace.speed = 0;
        HeardIo first;
        QCOMPARE(run(command, first), 3); // one is uncertain
        HeardIo second;
        QCOMPARE(run(command, second), 0);
        QCOMPARE(QJsonDocument::fromJson(second.out).object().value("spans_taken_before"_L1).toInt(), 6);
    }

    void aNumberThatNoReplayHasIsSaidSo() {
        ReplayCommand command;
        command.resume = true;
        command.replay = u"77"_s;
        HeardIo io;
        QCOMPARE(run(command, io), 1);
        QVERIFY2(io.said.contains("There is no replay 77"_L1), qPrintable(io.said));
    }

    void init() {
        m_bench = std::make_unique<ReplayDeskBench>();
        m_sink = std::make_unique<ScriptedSink>(QList{SinkAct::cut()});
        m_plan = m_bench->slowPlan(*m_sink);
        m_plan.target.connectionId = u"acme"_s;
        m_headers.clear();
    }
    void cleanup() {
        m_bench.reset();
        m_sink.reset();
    }

private:
    /// Its first request may have been taken, two more wait.
    QString cancelledWithAnUncertainRequest() {
        const QString id = m_bench->start(m_plan, m_headers);
        const auto holds = [&] { return m_bench->status(id).count(ParcelState::Uncertain) == 1; };
        if (!QTest::qWaitFor(holds, 60'000))
            qFatal("the request is not uncertain");
        m_bench->room.replay.cancel(id);
        if (!QTest::qWaitFor([&] { return m_bench->state(id) == ReplayState::Cancelled; }, 60'000))
            qFatal("the replay is not cancelled");
        return id;
    }

    int run(const ReplayCommand& command, VerbIo& io) {
        return awaited(QtConcurrent::run([&] { return runReplay(command, m_bench->room.replay, io); }));
    }

    std::unique_ptr<ReplayDeskBench> m_bench;
    std::unique_ptr<ScriptedSink> m_sink;
    ReplayPlan m_plan;
    TargetHeaders m_headers;
};

QTEST_GUILESS_MAIN(TestReplayDesk)
#include "tst_replay_desk.moc"
