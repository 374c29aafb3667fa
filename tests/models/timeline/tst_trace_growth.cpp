#include "models/timeline/TraceSession.h"
#include "tests/support/FakePolledFeed.h"
#include "tests/support/FakeSpanSource.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

/// A trace of a table, open and in view, whose feed is switched on.
struct Scene {
    FakeSpanSource source;
    FakePolledFeed feed;
    TraceSession session{source, &feed};

    explicit Scene(bool inView = true) {
        SpanBuilder b;
        b.span("root").ids(1, 1).lasts(100_ms);
        b.span("first").ids(1, 2, 1).at(10_ms).lasts(20_ms);
        b.span("second").ids(1, 3, 2).at(40_ms).lasts(20_ms);
        source.add(b);
        session.setInView(inView);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        feed.setOn(true);
        source.asked.clear();
    }
    UnixNanos start() const { return session.trace()->start(); }
    void grow() { source.add(SpanBuilder().span("third").ids(1, 4, 1).at(70_ms)); }
    std::uint32_t rowOf(std::uint64_t span) const { return session.trace()->rowOf(spanId(span)); }
};

} // namespace

/// How an open trace of a place that has to be asked for news keeps up with its table.
class TestTraceGrowth : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void moreSpansInTheTableAreRead() {
        Scene s;
        s.grow();
        s.feed.answerWatched(4, s.start());
        QTRY_COMPARE(s.session.trace()->size(), std::size_t(4));
    }

    void selectionPlaceAndFoldingStay() {
        Scene s;
        s.session.select(s.rowOf(2));
        s.session.setTopRow(s.rowOf(2));
        s.session.setCollapsed(s.rowOf(2), true);
        s.session.changeAxis([](TimeAxis& axis) { axis.show({10'000'000, 50'000'000}); });
        s.source.add(SpanBuilder().span("early").ids(1, 9, 1).at(5_ms));
        s.feed.answerWatched(4, s.start());
        QTRY_COMPARE(s.session.trace()->size(), std::size_t(4));
        QCOMPARE(s.session.selected(), s.rowOf(2));
        QCOMPARE(s.session.topRow(), s.rowOf(2));
        QVERIFY(s.session.rows().isCollapsed(s.rowOf(2)));
        QCOMPARE(s.session.axis().window(), (TimeWindow{10'000'000, 50'000'000}));
    }

    void whatIsThereAlreadyIsNotReadAgain() {
        Scene s;
        const TracePtr before = s.session.trace();
        for (int i = 0; i < 3; ++i)
            s.feed.answerWatched(2, s.start() + 10_ms);
        QVERIFY(s.session.isSettled());
        QCOMPARE(s.session.trace(), before);
    }

    void whileItIsReadFurtherAnswersDoNotReadItAgain() {
        Scene s;
        s.source.waiting = true;
        s.grow();
        s.feed.answerWatched(4, s.start());
        s.feed.answerWatched(4, s.start());
        QCOMPARE(s.source.waitingCount(), std::size_t(1));
        s.source.answerAll();
        QTRY_COMPARE(s.session.trace()->size(), std::size_t(4));
        QCOMPARE(s.source.waitingCount(), std::size_t(0));
    }

    void whatMayHaveComeBeforeTheWatermarkIsReadOnce() {
        Scene s;
        const TracePtr before = s.session.trace();
        const UnixNanos later = UnixNanos::now() + 3'600'000_ms;
        s.feed.answerWatched(0, later);
        QTRY_VERIFY(s.session.trace() != before);
    }

    void answersWithoutAGapBetweenThemLeaveItAlone() {
        Scene s;
        s.feed.answerWatched(3, s.start());
        const TracePtr before = s.session.trace();
        s.feed.answerWatched(0, UnixNanos::now() + 3'600'000_ms);
        QVERIFY(s.session.isSettled());
        QCOMPARE(s.session.trace(), before);
    }

    void afterAHoldTheGapIsReadAgain() {
        Scene s;
        s.feed.answerWatched(3, s.start());
        s.feed.setOn(false);
        s.feed.setOn(true);
        const TracePtr before = s.session.trace();
        s.feed.answerWatched(0, UnixNanos::now() + 3'600'000_ms);
        QTRY_VERIFY(s.session.trace() != before);
    }

    void onlyATraceInViewIsCounted() {
        Scene s(false);
        QVERIFY(!s.feed.watched().isValid());
        s.session.setInView(true);
        QCOMPARE(s.feed.watched(), traceId(1));
        s.session.setInView(false);
        QVERIFY(!s.feed.watched().isValid());
    }

    void aTraceThatIsLeftForAnotherIsCountedNoMore() {
        Scene s;
        s.source.add(SpanBuilder().span("second").ids(2, 1));
        s.session.open(traceId(2));
        QCOMPARE(s.feed.watched(), traceId(2));
        s.session.close();
        QVERIFY(!s.feed.watched().isValid());
    }

    void aFailureToReadItAgainIsToldAndTheTraceStays() {
        Scene s;
        s.source.forget();
        s.feed.answerWatched(4, s.start());
        QTRY_VERIFY(s.session.error().has_value());
        QCOMPARE(s.session.trace()->size(), std::size_t(3));
    }
};

QTEST_MAIN(TestTraceGrowth)
#include "tst_trace_growth.moc"
