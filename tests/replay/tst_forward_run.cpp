#include "tests/replay/ForwardBench.h"

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

SpanBuilder one(std::uint64_t trace, std::uint64_t span = 1) {
    SpanBuilder builder;
    builder.service("shop").span("a").ids(trace, span);
    return builder;
}

QList<QByteArray> bodies(const ToldTarget& target) {
    QList<QByteArray> out;
    for (const Parcel& parcel : target.sent())
        out << parcel.body;
    return out;
}

} // namespace

class ForwardRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<ForwardBench>(); }
    void cleanup() { m_bench.reset(); }

    void whatComesInIsSentByteForByte() {
        m_bench->target().setTaken();
        m_bench->take(one(1)); // before it was set up
        m_bench->begin();
        const QByteArray second = m_bench->take(one(2));
        QTRY_COMPARE(bodies(m_bench->target()), QList<QByteArray>{second});
        QTRY_COMPARE(m_bench->status().sentSpans, 1u);
        QCOMPARE(m_bench->status().waitingRequests, 0u);
    }

    void importsAreNotSent() {
        m_bench->target().setTaken();
        m_bench->begin();
        m_bench->take(one(1), "file.json", Transport::Import);
        const QByteArray second = m_bench->take(one(2));
        QTRY_COMPARE(bodies(m_bench->target()), QList<QByteArray>{second});
    }

    void oneConnectionHasOneRequestUnderWay() {
        m_bench->begin();
        const QByteArray first = m_bench->take(one(1), "127.0.0.1:1");
        QTRY_COMPARE(m_bench->target().count(), 1u);
        const QByteArray second = m_bench->take(one(2), "127.0.0.1:1");
        const QByteArray third = m_bench->take(one(3), "127.0.0.1:1");
        const QByteArray other = m_bench->take(one(4), "127.0.0.1:2");
        QTRY_COMPARE(m_bench->target().count(), 2u);
        m_bench->target().setTaken();
        m_bench->target().release(ExportOutcome::Taken);
        // What waited behind the first is one request: both messages one behind the other.
        QTRY_COMPARE(bodies(m_bench->target()), (QList<QByteArray>{first, other, second + third}));
        QTRY_COMPARE(m_bench->status().sentRequests, 4u);
    }

    void whatWasTakenIsNotSentAgain() {
        m_bench->target().setTaken();
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u);
        m_bench->leave();
        m_bench->take(one(2)); // nobody passes it on yet
        m_bench->run();
        QTRY_COMPARE(m_bench->target().count(), 2u);
        QTRY_COMPARE(m_bench->status().sentRequests, 2u);
        QCOMPARE(m_bench->status().repeatedRequests, 0u);
    }

    void whatWasUnderWayIsSentAgainAndCounted() {
        m_bench->begin();
        const QByteArray first = m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u);
        m_bench->leave();
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(bodies(m_bench->target()), (QList<QByteArray>{first, first}));
        QTRY_COMPARE(m_bench->status().sentRequests, 1u);
        QCOMPARE(m_bench->status().repeatedRequests, 1u);
    }

    void aTargetThatIsAwayIsTriedAgain() {
        m_bench->target().setAnswer([](const Parcel&) { return ToldTarget::answer(ExportOutcome::Later); });
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->status().state, ForwardState::Waiting);
        QCOMPARE(m_bench->status().waitingSpans, 1u);
        QVERIFY(m_bench->status().problem);
        m_bench->target().setTaken();
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->status().sentSpans, 1u, 30'000);
        QTRY_COMPARE(m_bench->status().state, ForwardState::Running);
        QCOMPARE(m_bench->status().repeatedRequests, 0u);
    }

    void whatIsRefusedIsCountedAndTheRestGoesOn() {
        const QByteArray bad = QByteArray::fromStdString(one(1).payload());
        m_bench->target().setAnswer([bad](const Parcel& parcel) {
            return ToldTarget::answer(parcel.body == bad ? ExportOutcome::Refused : ExportOutcome::Taken);
        });
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->status().refusedRequests, 1u); // before the next can be put together with it
        m_bench->take(one(2));
        QTRY_COMPARE(m_bench->status().sentRequests, 1u);
    }

    void whatIsTooLargeIsParted() {
        m_bench->target().setAnswer([](const Parcel& parcel) {
            return ToldTarget::answer(parcel.items > 1 ? ExportOutcome::TooLarge : ExportOutcome::Taken);
        });
        m_bench->begin();
        m_bench->take(one(1).span("b").ids(1, 2).span("c").ids(1, 3));
        QTRY_COMPARE(m_bench->status().sentSpans, 3u);
        QCOMPARE(m_bench->status().refusedRequests, 0u);
        QTRY_COMPARE(m_bench->status().waitingRequests, 0u);
    }

    void theOtherPartOfARequestOutlivesTheRun() {
        m_bench->target().setAnswer([](const Parcel& parcel) {
            return ToldTarget::answer(parcel.items > 1 ? ExportOutcome::TooLarge : ExportOutcome::Blocked);
        });
        m_bench->begin();
        m_bench->take(one(1).span("b").ids(1, 2));
        QTRY_VERIFY(m_bench->ended());
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentSpans, 2u);
        QTRY_COMPARE(m_bench->status().waitingRequests, 0u);
    }

    void whatCameBeforeIsLeftOutOfARequest() {
        m_bench->target().setTaken();
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u);
        m_bench->take(one(1).span("b").ids(1, 2));
        QTRY_COMPARE(m_bench->target().count(), 2u);
        const auto batch
            = decodeTraces(m_bench->target().sent()[1].body.toStdString(), PayloadFormat::Protobuf).value();
        QCOMPARE(batch->spans.size(), std::size_t(1));
        QCOMPARE(batch->spans[0].spanId, spanId(2));
    }

    void aTargetThatRefusesEverythingStopsIt() {
        m_bench->target().setAnswer([](const Parcel&) { return ToldTarget::answer(ExportOutcome::Blocked); });
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_VERIFY(m_bench->ended());
        QCOMPARE(m_bench->ended()->state, ForwardState::Stopped);
        QVERIFY(m_bench->ended()->problem);
        QCOMPARE(m_bench->state(), ReplayState::Stopped);
        m_bench->take(one(2));
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_COMPARE(m_bench->status().sentRequests, 2u);
    }

    void signalsThatTheTargetDoesNotTakeAreLeftOut() {
        m_bench->target().setTaken();
        m_bench->target().setTakes({Signal::Logs});
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->status().skippedRequests, 1u);
        QCOMPARE(m_bench->target().count(), 0u);
    }

    void drainingSendsWhatWaitsAndEnds() {
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->target().count(), 1u);
        m_bench->take(one(2));
        m_bench->stop(ForwardStop::Drain);
        QTRY_COMPARE(m_bench->status().state, ForwardState::Draining);
        m_bench->target().setTaken();
        m_bench->target().release(ExportOutcome::Taken);
        QTRY_VERIFY(m_bench->ended());
        QCOMPARE(m_bench->ended()->state, ForwardState::Off);
        QCOMPARE(m_bench->ended()->sentRequests, 2u);
        QCOMPARE(m_bench->state(), ReplayState::Done);
    }

    void whatIsKeptIsSentLaterAndNothingElse() {
        m_bench->target().setAnswer([](const Parcel&) { return ToldTarget::answer(ExportOutcome::Later); });
        m_bench->begin();
        const QByteArray first = m_bench->take(one(1));
        QTRY_COMPARE(m_bench->status().state, ForwardState::Waiting);
        m_bench->stop(ForwardStop::Keep);
        QTRY_VERIFY(m_bench->ended());
        QCOMPARE(m_bench->state(), ReplayState::Paused);
        m_bench->take(one(2)); // not meant for the target
        const std::size_t before = m_bench->target().count();
        m_bench->target().setTaken();
        m_bench->run();
        QTRY_VERIFY(m_bench->ended());
        QCOMPARE(m_bench->target().count(), before + 1);
        QCOMPARE(m_bench->target().sent().back().body, first);
        QCOMPARE(m_bench->state(), ReplayState::Done);
    }

    void whatIsDroppedIsNotSent() {
        m_bench->target().setAnswer([](const Parcel&) { return ToldTarget::answer(ExportOutcome::Later); });
        m_bench->begin();
        m_bench->take(one(1));
        QTRY_COMPARE(m_bench->status().state, ForwardState::Waiting);
        m_bench->stop(ForwardStop::Drop);
        QTRY_VERIFY(m_bench->ended());
        QCOMPARE(m_bench->ended()->state, ForwardState::Off);
        QCOMPARE(m_bench->state(), ReplayState::Cancelled);
    }

private:
    std::unique_ptr<ForwardBench> m_bench;
};

QTEST_GUILESS_MAIN(ForwardRunTest)
#include "tst_forward_run.moc"
