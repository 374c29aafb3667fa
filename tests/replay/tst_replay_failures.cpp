#include "tests/replay/ReplayScene.h"

#include <QtTest>

#include <ctime>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// What becomes of requests that a target does not simply take.
class ReplayFailuresTest : public QObject, ReplayScene {
    Q_OBJECT

private Q_SLOTS:
    void init() { set(); }
    void cleanup() { strike(); }

    void whatTheTargetPutsOffIsTriedAgain() {
        fill(3);
        m_target->setScript(
            [](const Parcel&, int nth) { return nth <= 4 ? answerOf(ExportOutcome::Later, 503, u"busy"_s) : taken(); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(spansIn(m_target->taken()).size(), 6);
        QCOMPARE(m_replay->status().attempts, 7u);
        QCOMPARE(
            m_store->number(u"SELECT count(*) FROM local.store.replay_log WHERE status = 503 AND answer = 'busy'"_s),
            4);
    }

    void aTargetThatStaysAwayStopsTheReplayAndItGoesOnLater() {
        fill(3);
        m_target->setScript([](const Parcel&, int) { return answerOf(ExportOutcome::Later, -1, u"refused"_s); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Stopped);
        QCOMPARE(m_replay->status().problem->message, u"refused"_s);
        QCOMPARE(m_replay->status().count(ParcelState::Waiting), 3u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QVERIFY(!m_replay->status().problem);
        QCOMPARE(spansIn(m_target->taken()).size(), 6);
    }

    void whatIsTooLargeGoesInParts() {
        m_store->take(spansOf(1, 7));
        m_store->take(spansOf(2, 1));
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.items > 2 ? answerOf(ExportOutcome::TooLarge, 413, u"too large"_s) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QStringList all = spansIn(
            {{1, Signal::Traces, PayloadFormat::Protobuf, QByteArray::fromStdString(spansOf(1, 7).payload()), 7}});
        all += u"2/1"_s;
        QCOMPARE(spansIn(m_target->taken()), all);
        QCOMPARE(m_replay->status().spans, 8u);
        QCOMPARE(m_replay->status().spansTaken, 8u);
        QVERIFY(m_replay->status().count(ParcelState::Split) >= 3);
        QCOMPARE(m_replay->ledger().totals(m_replay->job())->spansTaken, 8u);
    }

    void joinedRequestsThatAreTooLargeGoApart() {
        m_store->take(spansOf(1, 1));
        m_store->take(spansOf(2, 1));
        m_replay->plan.selection.wholeRequests = false;
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.items > 1 ? answerOf(ExportOutcome::TooLarge, 413) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->seen().size(), 3u);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"2/1"_s}));
    }

    void aSpanThatIsTooLargeAloneIsRefused() {
        m_store->take(spansOf(1, 1));
        m_store->take(spansOf(2, 2));
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.items == 1 ? answerOf(ExportOutcome::TooLarge, 413, u"too large"_s) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_replay->status().count(ParcelState::Refused), 1u);
        QCOMPARE(m_replay->status().problem->message, u"too large"_s);
        QCOMPARE(
            m_replay->ledger().entries(m_replay->job(), ParcelState::Refused, 0, 9)->front().answer, u"too large"_s);
    }

    void rejectedSpansAreCountedWithTheTargetsWords() {
        fill(1);
        m_target->setScript([](const Parcel&, int) {
            ExportAnswer answer = answerOf(ExportOutcome::Taken, 200, u"one is too old"_s);
            answer.rejected = 1;
            return answer;
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_replay->status().spansRejected, 1u);
        QCOMPARE(m_replay->status().spansTaken, 1u);
        const auto entry = m_replay->ledger().entries(m_replay->job(), std::nullopt, 0, 1)->front();
        QCOMPARE(entry.rejected, 1u);
        QCOMPARE(entry.answer, u"one is too old"_s);
    }

    void aFailureThatMeetsEverythingStopsAtOnce() {
        fill(50);
        m_replay->plan.pace.atOnce = 1;
        m_target->setScript([](const Parcel&, int nth) -> std::optional<ExportAnswer> {
            return nth <= 2 ? taken() : answerOf(ExportOutcome::Blocked, 403, u"no grant"_s);
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Stopped);
        QCOMPARE(m_target->seen().size(), 3u);
        QCOMPARE(m_replay->ledger().job(m_replay->job())->problem->message, u"no grant"_s);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 50u);
    }

    void whenAllAreRefusedTheRestIsNotTried() {
        fill(50);
        m_target->setScript([](const Parcel&, int) { return answerOf(ExportOutcome::Refused, 400, u"bad"_s); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Stopped);
        QVERIFY(m_target->seen().size() < 20);
    }

    void whatMayHaveBeenTakenIsHeld() {
        fill(3);
        m_target->setScript([](const Parcel& parcel, int) {
            return parcel.number == 2 ? answerOf(ExportOutcome::Uncertain, -1, u"cut"_s) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->seen().size(), 3u);
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 1u);
        QCOMPARE(m_replay->ledger().entries(m_replay->job(), ParcelState::Uncertain, 0, 9)->front().number, 2);
    }

    void whatMayHaveBeenTakenIsSentAgainWhereThatIsWanted() {
        fill(3);
        m_replay->plan.uncertain = UncertainRule::SendAgain;
        m_target->setScript([](const Parcel&, int nth) {
            return nth == 2 ? answerOf(ExportOutcome::Uncertain, -1, u"cut"_s) : taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 3u);
        QCOMPARE(m_target->seen().size(), 4u);
    }

    void whatTheStoreCouldNotNoteIsUncertainWhenTheReplayGoesOn() {
        fill(3);
        m_replay->plan.pace.atOnce = 1;
        m_target->setScript([this](const Parcel&, int nth) -> std::optional<ExportAnswer> {
            // The second one leaves, and then the ledger can be written no more.
            if (nth == 2)
                lockLedger();
            return taken();
        });
        m_replay->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->state(), ReplayState::Stopped, 30'000);
        unlockLedger();
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        const ReplayStatus status = m_replay->status();
        QCOMPARE(status.count(ParcelState::Uncertain), 1u);
        QCOMPARE(status.count(ParcelState::Sending), 0u);
        QCOMPARE(status.count(ParcelState::Taken), 2u);
    }

    void whatIsDueWhileThePaceHoldsItCostsNoTime() {
        fill(4);
        m_replay->plan.pace.atOnce = 2;
        m_target->setScript([](const Parcel&, int nth) -> std::optional<ExportAnswer> {
            if (nth > 2)
                return taken();
            ExportAnswer later = answerOf(ExportOutcome::Later, 429, u"slow down"_s);
            if (nth == 1)
                later.wait = Nanos{3'000'000'000};
            return later;
        });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 2u);
        const std::clock_t before = std::clock();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QVERIFY(std::clock() - before < 3 * CLOCKS_PER_SEC / 4);
    }

private:
    /// The log is away, as on a disk that fails.
    void lockLedger() {
        Ledger other(m_store->store().newReader());
        (void)other.connection().execute("ALTER TABLE local.store.replay_log RENAME TO replay_log_away");
    }
    void unlockLedger() {
        QVERIFY(
            m_replay->ledger().connection().execute("ALTER TABLE local.store.replay_log_away RENAME TO replay_log"));
    }
};

QTEST_GUILESS_MAIN(ReplayFailuresTest)

#include "tst_replay_failures.moc"
