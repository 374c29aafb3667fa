#include "tests/replay/ReplayScene.h"

#include "services/replay/run/Mending.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// Sending once more what did not arrive, and nothing else.
class ReplayMendingTest : public QObject, ReplayScene {
    Q_OBJECT

private Q_SLOTS:
    void init() { set(); }
    void cleanup() { strike(); }

    void ofACancelledReplayOnlyWhatIsMeantIsSent_data() {
        QTest::addColumn<ReplayMending>("how");
        QTest::addColumn<ExportOutcome>("answer");
        QTest::newRow("uncertain") << ReplayMending::SendUncertain << ExportOutcome::Uncertain;
        QTest::newRow("refused") << ReplayMending::SendRefused << ExportOutcome::Refused;
    }
    void ofACancelledReplayOnlyWhatIsMeantIsSent() {
        QFETCH(ReplayMending, how);
        QFETCH(ExportOutcome, answer);
        cancelled(answer);
        QVERIFY(mended(how));
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"1/2"_s}));
        QCOMPARE(m_replay->status().count(ParcelState::Skipped), 9u);
    }

    void ofACancelledReplayJustTheMissingAreSent() {
        cancelled(ExportOutcome::Taken);
        missing(1, 1);
        QVERIFY(mended(ReplayMending::SendMissing));
        const std::size_t before = m_target->taken().size();
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), before + 1);
        QCOMPARE(spansIn({m_target->taken().back()}), (QStringList{u"1/2"_s}));
    }

    void mendingThatFindsNothingLeavesACancelledReplayAsItIs() {
        cancelled(ExportOutcome::Taken);
        QCOMPARE(mended(ReplayMending::SendRefused).error().code, ErrorCode::NotFound);
        QCOMPARE(m_replay->ledger().totals(m_replay->job())->count(ParcelState::Waiting), 9u);
    }

    void uncertainRequestsThatLackNothingStayUncertain() {
        fill(3);
        m_target->setScript([](const Parcel&, int) { return answerOf(ExportOutcome::Uncertain, -1, u"cut"_s); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        missing(2, 0);
        QVERIFY(mended(ReplayMending::SendMissing));
        const auto totals = m_replay->ledger().totals(m_replay->job());
        QCOMPARE(totals->count(ParcelState::Uncertain), 2u);
        QCOMPARE(totals->count(ParcelState::Taken), 1u);
        QCOMPARE(totals->count(ParcelState::Waiting), 1u);
    }

    void whatWasMissingIsForgottenOnceAnythingIsSent() {
        fill(2);
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        missing(1, 0);
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(mended(ReplayMending::SendMissing).error().code, ErrorCode::NotFound);
    }

    void anyMendingForgetsWhatWasMissing() {
        fill(2);
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.number == 1 ? answerOf(ExportOutcome::Uncertain, -1, u"cut"_s) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        missing(1, 0);
        QVERIFY(mended(ReplayMending::TakeUncertain));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.replay_missing"_s), 0);
    }

private:
    /// Of ten requests the first was answered so, and the others still waited; from now on all are taken.
    void cancelled(ExportOutcome answer) {
        fill(10);
        m_replay->plan.pace.atOnce = 1;
        m_target->setScript([](const Parcel&, int) { return std::nullopt; });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 1u);
        m_replay->run().cancel();
        m_target->release(answerOf(answer, -1, u"so"_s));
        QTRY_COMPARE(m_replay->state(), ReplayState::Cancelled);
        QCOMPARE(m_replay->status().count(ParcelState::Waiting), 9u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
    }

    /// As if an arrival check had not found this span.
    void missing(std::int64_t request, int ordinal) {
        QVERIFY(m_replay->ledger().connection().execute("INSERT INTO local.store.replay_missing VALUES ("
            + std::to_string(m_replay->job()) + ", " + std::to_string(request) + ", " + std::to_string(ordinal)
            + ", '', '')"));
    }

    Result<> mended(ReplayMending how) {
        return mendReplay(m_replay->ledger(), m_replay->ledger().job(m_replay->job()).value(), how);
    }
};

QTEST_GUILESS_MAIN(ReplayMendingTest)

#include "tst_replay_mending.moc"
