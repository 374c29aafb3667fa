#include "tests/replay/ReplayScene.h"

#include "services/otlp/Decode.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class ReplayRunTest : public QObject, ReplayScene {
    Q_OBJECT

private Q_SLOTS:
    void init() { set(); }
    void cleanup() { strike(); }

    void everythingArrivesByteForByteAndInOrder() {
        std::vector<QByteArray> captured;
        for (std::uint64_t trace = 1; trace <= 20; ++trace) {
            captured.push_back(QByteArray::fromStdString(spansOf(trace, 3).payload()));
            m_store->take(captured.back().toStdString());
        }
        m_replay->plan.pace.atOnce = 1;
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        std::vector<QByteArray> arrived;
        for (const Parcel& parcel : m_target->taken())
            arrived.push_back(parcel.body);
        QCOMPARE(arrived, captured);
        QCOMPARE(m_target->finished(), 1);
        const ReplayStatus status = m_replay->status();
        QCOMPARE(status.spansTaken, 60u);
        QCOMPARE(status.count(ParcelState::Taken), 20u);
        QCOMPARE(status.attempts, 20u);
        QCOMPARE(m_replay->ledger().totals(m_replay->job())->spansTaken, 60u);
        QCOMPARE(m_replay->ledger().job(m_replay->job())->state, ReplayState::Done);
    }

    void partsOfRequestsArriveTogether() {
        m_store->take(spansOf(1, 2).span("other").ids(2, 1));
        m_store->take(spansOf(3, 1).span("mine").ids(1, 9));
        m_replay->plan.selection.wholeRequests = false;
        m_replay->plan.selection.traces = {traceId(1)};
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 1u);
        QCOMPARE(spansIn(m_target->taken()), (QStringList{u"1/1"_s, u"1/2"_s, u"1/9"_s}));
    }

    void nothingLeavesBeforeTheLedgerSaysSo() {
        fill(5);
        QStringList states;
        m_target->setScript([&](const Parcel& parcel, int) {
            states += m_store->value(
                u"SELECT arg_max(state, step) FROM local.store.replay_log WHERE number = %1"_s.arg(parcel.number));
            return taken();
        });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(states, QStringList(5, u"sending"_s));
    }

    void asManyAreUnderWayAsThePlanSays() {
        fill(10);
        m_target->setScript([](const Parcel&, int) { return std::nullopt; });
        m_replay->plan.pace.atOnce = 3;
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 3u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_target->release(taken());
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->mostAtOnce(), 3);
    }

    void aPausedReplaySendsNothingUntilItGoesOn() {
        fill(10);
        m_replay->plan.pace.atOnce = 2;
        m_target->setScript([](const Parcel&, int) { return std::nullopt; });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 2u);
        m_replay->run().pause();
        m_target->release(taken());
        QTRY_COMPARE(m_replay->state(), ReplayState::Paused);
        QCOMPARE(m_target->seen().size(), 2u);
        QCOMPARE(m_replay->ledger().job(m_replay->job())->state, ReplayState::Paused);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->run().goOn();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 10u);
    }

    void aCancelledReplayWaitsForWhatIsUnderWay() {
        fill(10);
        m_replay->plan.pace.atOnce = 2;
        m_target->setScript([](const Parcel&, int) { return std::nullopt; });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 2u);
        m_replay->run().cancel();
        m_target->release(taken());
        QTRY_COMPARE(m_replay->state(), ReplayState::Cancelled);
        QCOMPARE(m_replay->status().count(ParcelState::Taken), 2u);
        QCOMPARE(m_replay->status().count(ParcelState::Waiting), 8u);
    }

    void theEndOfTheProgramInterruptsAndTheRestIsSentOnce() {
        fill(10);
        m_replay->plan.pace.atOnce = 2;
        m_target->setScript([](const Parcel&, int nth) { return nth <= 4 ? std::optional(taken()) : std::nullopt; });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 6u);
        m_replay->end();
        QCOMPARE(m_replay->state(), ReplayState::Interrupted);
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 2u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 8u);
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 2u);
    }

    void aFileGetsWhatWasUncertainOnceMore() {
        fill(4);
        m_replay->plan.target = {.kind = TargetKind::File, .file = u"/somewhere/spans.pb"_s};
        m_target->setScript([](const Parcel&, int nth) { return nth <= 2 ? std::optional(taken()) : std::nullopt; });
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 3u);
        m_replay->end();
        QCOMPARE(m_replay->status().count(ParcelState::Uncertain), 1u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_replay->status().count(ParcelState::Taken), 4u);
        QCOMPARE(m_target->mostAtOnce(), 1);
    }

    void uncertainOnesCanBeSentAgain() {
        fill(2);
        m_target->setScript([](const Parcel&, int) { return answerOf(ExportOutcome::Uncertain, -1, u"cut"_s); });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(
            *m_replay->ledger().move(m_replay->job(), ParcelState::Uncertain, ParcelState::Waiting, u"Sent again."),
            2u);
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_target->taken().size(), 2u);
        QCOMPARE(m_replay->status().count(ParcelState::Taken), 2u);
    }

    void aRequestThatWasDeletedIsSaidToBeGone() {
        fill(3);
        m_target->setScript([](const Parcel&, int) { return std::nullopt; });
        m_replay->plan.pace.atOnce = 1;
        m_replay->start();
        QTRY_COMPARE(m_target->seen().size(), 1u);
        m_replay->end();
        QVERIFY(m_replay->ledger().connection().execute("DELETE FROM local.store.requests WHERE id = 3"));
        m_target->setScript([](const Parcel&, int) { return taken(); });
        m_replay->resume();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        const auto refused = m_replay->ledger().entries(m_replay->job(), ParcelState::Refused, 0, 9);
        QCOMPARE(refused->size(), 1u);
        QVERIFY2(refused->front().answer.contains(u"no longer in the store"_s), qPrintable(refused->front().answer));
    }

    void whatTheTargetDoesNotTakeIsSkipped() {
        fill(2);
        m_store->take(
            R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","body":{"stringValue":"x"}}]}]}]})",
            Signal::Logs, PayloadFormat::Json);
        m_target->setTakes([](Signal signal) { return signal == Signal::Traces; });
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QCOMPARE(m_replay->status().count(ParcelState::Skipped), 1u);
        QCOMPARE(m_target->seen().size(), 2u);
    }

    void gapsAreKept() {
        fill(1);
        m_store->setArrival(Morning + 600_ms);
        m_store->take(spansOf(90, 1));
        m_replay->plan.pace.speed = 2;
        QElapsedTimer timer;
        qint64 first = 0;
        m_target->setScript([&](const Parcel&, int nth) {
            if (nth == 1)
                first = timer.elapsed();
            return taken();
        });
        timer.start();
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        QVERIFY(timer.elapsed() - first >= 290);
    }

    void newIdsComeWithLinksBetweenWhatIsSent() {
        m_store->take(spansOf(1, 1).link(traceId(2), spanId(1)).link(traceId(77), spanId(1)));
        m_store->take(spansOf(2, 1));
        m_replay->plan.edits.newTraceIds = true;
        m_replay->start();
        QTRY_COMPARE(m_replay->state(), ReplayState::Done);
        const auto parcels = m_target->taken();
        QCOMPARE(parcels.size(), 2u);
        const auto decode
            = [](const Parcel& parcel) { return decodeTraces(parcel.body.toStdString(), parcel.format).value(); };
        const bool inOrder = parcels[0].number == 1;
        const auto one = decode(parcels[inOrder ? 0 : 1]);
        const auto two = decode(parcels[inOrder ? 1 : 0]);
        QVERIFY(one->spans[0].traceId != traceId(1));
        QCOMPARE(one->spans[0].links[0].traceId, two->spans[0].traceId);
        QCOMPARE(one->spans[0].links[1].traceId, traceId(77));
    }
};

QTEST_GUILESS_MAIN(ReplayRunTest)

#include "tst_replay_run.moc"
