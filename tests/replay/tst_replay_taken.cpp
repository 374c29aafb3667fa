#include "tests/replay/ReplayScene.h"

#include "services/replay/ledger/Taken.h"
#include "services/replay/run/PlanningTurn.h"
#include "services/replay/select/ReplayPlanner.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// No span goes to the same place twice, however jobs cut their requests.
class ReplayTakenTest : public QObject, ReplayScene {
    Q_OBJECT

private Q_SLOTS:
    void init() { set(); }
    void cleanup() { strike(); }

    void whatAnotherReplaySentSinceIsSkipped() {
        fill(5);
        m_replay->plan.pace.atOnce = 1;
        m_target->setScript([](const Parcel&, int nth) {
            return nth <= 2 ? taken() : answerOf(ExportOutcome::Blocked, 403, u"no grant"_s);
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Stopped);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        RunningReplay other(*m_store, *m_target);
        other.start();
        QTRY_COMPARE(other.state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 5u);
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 5u);
        QCOMPARE(m_replay->status().count(ParcelState::Skipped), 3u);
    }

    void ofARequestThatWasSentInPartSinceOnlyTheRestIsSent() {
        m_store->take(spansOf(1, 1));
        m_store->take(spansOf(2, 2).span("other").ids(3, 1).span("work").ids(2, 3));
        m_store->take(spansOf(4, 1));
        stopped();
        RunningReplay other(*m_store, *m_target);
        other.plan.selection.wholeRequests = false;
        other.plan.selection.traces = {traceId(2)};
        other.start();
        QTRY_COMPARE(other.state(), ReplayState::Done);
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"2/1"_s, u"2/2"_s, u"2/3"_s, u"3/1"_s, u"4/1"_s}));
        QCOMPARE(m_replay->status().count(ParcelState::Split), 1u);
        QCOMPARE(m_replay->status().count(ParcelState::Taken), 3u);
        QCOMPARE(m_replay->status().spans, 3u);
    }

    void ofJoinedRequestsOnlyThoseThatWereSentSinceAreLeftOut() {
        for (std::uint64_t trace = 1; trace <= 4; ++trace)
            m_store->take(spansOf(trace, 1));
        m_replay->plan.selection.wholeRequests = false;
        stopped();
        RunningReplay other(*m_store, *m_target);
        other.plan.selection.firstRequest = 2;
        other.plan.selection.lastRequest = 3;
        other.start();
        QTRY_COMPARE(other.state(), ReplayState::Done);
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"2/1"_s, u"3/1"_s, u"4/1"_s}));
    }

    void whatHalvesOfASplitRequestBroughtIsLeftOut() {
        m_store->take(spansOf(1, 4));
        stopped();
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.items > 2 ? answerOf(ExportOutcome::TooLarge, 413) : taken();
        });
        RunningReplay other(*m_store, *m_target);
        other.start();
        QTRY_COMPARE(other.state(), ReplayState::Done);
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_replay->status().count(ParcelState::Skipped), 1u);
        QCOMPARE(m_target->taken().size(), 2u);
    }

    void whatAForwardingSentIsLeftOut() {
        fill(3);
        forwarded(2, ParcelState::Taken);
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"1/2"_s, u"3/1"_s, u"3/2"_s}));
    }

    void whatARunningForwardingIsAboutToSendIsLeftOut() {
        fill(4);
        const LedgerJob job = m_replay->ledger().create(m_replay->plan, true).value();
        LedgerTurn turn;
        turn.lastRequest = 2;
        turn.change = LedgerChange{ReplayState::Running};
        QVERIFY(m_replay->ledger().commit(job.number, turn));
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"1/2"_s, u"2/1"_s, u"2/2"_s}));
    }

    void aForwardingLearnsWhatReplaysSent() {
        m_store->take(spansOf(1, 2));
        m_store->take(spansOf(2, 2).span("other").ids(3, 1));
        m_store->take(spansOf(4, 1));
        const LedgerJob forwarding = m_replay->ledger().create(m_replay->plan, true).value();
        auto& connection = m_replay->ledger().connection();
        QVERIFY(readTaken(connection, forwarding, 1, 9)->empty());
        m_replay->plan.selection.wholeRequests = false;
        m_replay->plan.selection.traces = {traceId(1), traceId(2)};
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        const auto known = readTaken(connection, forwarding, 1, 9);
        QCOMPARE(known->size(), 2u);
        QVERIFY(known->at(1).isWhole);
        QVERIFY(!known->at(2).isWhole);
        QCOMPARE(known->at(2).ordinals, (std::vector<std::uint32_t>{0, 1}));
        QCOMPARE(readTaken(connection, forwarding, 2, 2)->size(), 1u);
    }

    void spansThatAreMadeAnewWereNeverSent_data() {
        QTest::addColumn<int>("edit");
        QTest::addColumn<int>("takenBefore");
        QTest::newRow("none") << 0 << 2;
        QTest::newRow("new ids") << 1 << 0;
        QTest::newRow("shifted") << 2 << 0;
        QTest::newRow("redacted") << 3 << 0;
    }
    void spansThatAreMadeAnewWereNeverSent() {
        QFETCH(int, edit);
        QFETCH(int, takenBefore);
        fill(1);
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        m_replay->plan.edits.newTraceIds = edit == 1;
        m_replay->plan.edits.shiftToNow = edit == 2;
        if (edit == 3)
            m_replay->plan.edits.attributes = redactedMail();
        const auto estimate = estimateReplay(m_replay->ledger().connection(), m_replay->plan);
        QCOMPARE(estimate->spansTakenBefore, std::uint64_t(takenBefore));
        QCOMPARE(estimate->spans, 2u - std::uint64_t(takenBefore));
    }

    void theSameEditsMakeTheSameSpans() {
        fill(1);
        m_replay->plan.edits.attributes = redactedMail();
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(estimateReplay(m_replay->ledger().connection(), m_replay->plan)->spansTakenBefore, 2u);
    }

    void twoReplaysThatAreStartedAtOnceShareTheSpansBetweenThem() {
        fill(200);
        std::vector<std::unique_ptr<RunningReplay>> all;
        for (int i = 0; i < 4; ++i)
            all.push_back(std::make_unique<RunningReplay>(*m_store, *m_target));
        for (auto& each : all)
            each->start();
        for (auto& each : all)
            QTRY_COMPARE(each->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 200u);
    }

    void planningWaitsForThatOfAnother() {
        fill(2);
        Ledger other(m_store->store().newReader());
        auto turn = std::make_unique<PlanningTurn>(other, [] { return false; });
        QVERIFY(turn->begun());
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Preparing);
        QCOMPARE(m_target->seen().size(), 0u);
        turn.reset();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
    }

    void aReplayThatWaitsToBePlannedCanBeCancelled() {
        fill(2);
        Ledger other(m_store->store().newReader());
        const PlanningTurn turn(other, [] { return false; });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Preparing);
        m_replay->run().cancel();
        QTRY_COMPARE(m_replay->state(), ReplayState::Cancelled);
    }

    void whatIsPlannedEndsOnceItIsNotWanted() {
        Ledger& ledger = m_replay->ledger();
        std::atomic<bool> unwanted = false;
        const PlanningTurn turn(ledger, [&] { return unwanted.load(); });
        QVERIFY(turn.begun());
        unwanted = true;
        // Minutes of work.
        const auto counted = ledger.connection().execute(
            "CREATE TEMP TABLE much AS SELECT sum(sin(a.range * b.range)) AS s FROM range(2000000) a, range(100000) b");
        QCOMPARE(counted.error().code, ErrorCode::Cancelled);
    }

    void theEndOfTheProgramLeavesAPlanThatIsMadeAnew() {
        fill(2);
        Ledger other(m_store->store().newReader());
        auto turn = std::make_unique<PlanningTurn>(other, [] { return false; });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Preparing);
        m_replay->end();
        QCOMPARE(m_replay->state(), ReplayState::Interrupted);
        turn.reset();
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 2u);
    }

private:
    /// The replay is planned, and nothing of it was taken; from now on all is.
    void stopped() {
        m_target->setScript([](const Parcel&, int) { return answerOf(ExportOutcome::Blocked, 403, u"no grant"_s); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Stopped);
        m_target->setScript([](const Parcel&, int) { return taken(); });
    }

    /// A forwarding to the same target sent this request.
    void forwarded(std::int64_t request, ParcelState state) {
        const LedgerJob job = m_replay->ledger().create(m_replay->plan, true).value();
        LedgerTurn turn;
        turn.pieces.push_back({1, request, 2, std::nullopt});
        turn.parcels.push_back({1, Signal::Traces, PayloadFormat::Protobuf, 1, 1, UnixNanos{1}, 2, 1, 100});
        LedgerEvent event;
        event.parcel = 1;
        event.step = 1;
        event.state = state;
        turn.events.push_back(event);
        turn.lastRequest = 99;
        turn.change = LedgerChange{ReplayState::Done};
        QVERIFY(m_replay->ledger().commit(job.number, turn));
    }

    static QList<AttributeEdit> redactedMail() { return {{AttributeEdit::Action::Redact, u"user.email"_s, {}}}; }
};

QTEST_GUILESS_MAIN(ReplayTakenTest)

#include "tst_replay_taken.moc"
