#include "models/timeline/TokenTally.h"
#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using test::spanId;
using test::traceId;

namespace {

test::SpanBuilder smallTrace() {
    test::SpanBuilder b;
    b.service("shop");
    b.span("root").ids(1, 1).lasts(100_ms);
    b.span("child").ids(1, 2, 1).at(10_ms).lasts(20_ms).attribute("sku", "tea-77");
    b.span("grandchild").ids(1, 3, 2).at(12_ms).lasts(5_ms).error("no");
    b.span("other").ids(1, 4, 1).at(50_ms).lasts(20_ms);
    return b;
}

} // namespace

class TestTraceSession : public QObject {
    Q_OBJECT
private:
    static QString selectedName(const TraceSession& s) {
        return s.selected() == NoNode ? QString() : s.trace()->text(s.trace()->nodes()[s.selected()].name);
    }

private Q_SLOTS:
    void openingLoadsAndSelectsTheFirstRow() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        QCOMPARE(session.state(), TraceSession::State::Empty);
        session.open(traceId(1));
        QCOMPARE(session.state(), TraceSession::State::Loading);
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        QCOMPARE(selectedName(session), u"root"_s);
        QCOMPARE(session.axis().bounds(), (TimeWindow{0, 100'000'000}));
        QCOMPARE(session.rows().size(), 4u);
    }

    void openingWithASpanSelectsIt() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1), spanId(3));
        QTRY_COMPARE(selectedName(session), u"grandchild"_s);
        session.open(traceId(1), spanId(4));
        QCOMPARE(selectedName(session), u"other"_s);
    }

    void theNewestRequestWins() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        source.add(std::move(test::SpanBuilder().span("second").ids(2, 1)));
        source.waiting = true;
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        session.open(traceId(2));
        source.answerAll();
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        QCOMPARE(session.trace()->id(), traceId(2));
    }

    void aMissingTraceSaysSo() {
        test::FakeSpanSource source;
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Failed);
        QCOMPARE(session.error()->code, ErrorCode::NotFound);
        source.add(smallTrace());
        session.reload();
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        QVERIFY(!session.error());
    }

    void loadingCanBeCancelled() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        source.waiting = true;
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        session.cancel();
        QCOMPARE(session.state(), TraceSession::State::Failed);
        QCOMPARE(session.error()->code, ErrorCode::Cancelled);
        source.answerAll();
        QCoreApplication::processEvents();
        QCOMPARE(session.state(), TraceSession::State::Failed);
    }

    // Row 101 of the conformance list.
    void aGrowingTraceKeepsSelectionCollapseZoomAndPlace() {
        test::FakeSpanSource source;
        test::FakeStore store;
        source.add(smallTrace());
        TraceSession session(source, &store);
        session.open(traceId(1), spanId(4));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.setCollapsed(1, true);
        session.setTopRow(1);
        session.changeAxis([](TimeAxis& a) { a.show({10'000'000, 60'000'000}); });
        source.add(
            std::move(test::SpanBuilder().service("shop").span("before").ids(1, 9).at({-5'000'000}).lasts(1_ms)));
        store.commit({traceId(1)});
        QTRY_COMPARE(session.trace()->spanCount(), 5u);
        QCOMPARE(selectedName(session), u"other"_s);
        QVERIFY(session.rows().isCollapsed(2));
        QCOMPARE(session.topRow(), 2u);
        QCOMPARE(session.axis().window(), (TimeWindow{15'000'000, 65'000'000}));
    }

    void commitsOfOtherTracesLoadNothing() {
        test::FakeSpanSource source;
        test::FakeStore store;
        source.add(smallTrace());
        TraceSession session(source, &store);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        source.asked.clear();
        store.commit({traceId(8)});
        QVERIFY(session.isSettled());
        QCOMPARE(source.asked, QStringList());
    }

    void commitsDuringALoadLeadToOneMoreLoad() {
        test::FakeSpanSource source;
        test::FakeStore store;
        source.add(smallTrace());
        source.waiting = true;
        TraceSession session(source, &store);
        session.open(traceId(1));
        store.commit({traceId(1)});
        store.commit({traceId(1)});
        source.waiting = false;
        source.answerAll();
        QTRY_VERIFY(session.isSettled() && session.state() == TraceSession::State::Ready);
        QCOMPARE(source.asked, (QStringList{u"trace"_s, u"trace"_s}));
    }

    void aDeletedTraceStaysInSightWithTheReason() {
        test::FakeSpanSource source;
        test::FakeStore store;
        source.add(smallTrace());
        TraceSession session(source, &store);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        source.forget();
        Q_EMIT store.committed({{}, 0, true});
        QTRY_VERIFY(session.error().has_value());
        QCOMPARE(session.state(), TraceSession::State::Ready);
        QVERIFY(session.trace());
    }

    void searchFindsNamesAtOnceAndAttributesFromTheSource() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.setSearch(u"child"_s);
        QCOMPARE(session.search().count(), 2u);
        session.setSearch(u"tea-77"_s);
        QCOMPARE(session.search().count(), 0u);
        QVERIFY(session.isSearching());
        QTRY_COMPARE(session.search().count(), 1u);
        session.goToMatch(1);
        QCOMPARE(selectedName(session), u"child"_s);
    }

    void conditionsAreAskedOfTheSource() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.setSearch(u"status = error"_s);
        QTRY_COMPARE(session.search().count(), 1u);
        session.setSearch(u"status = ("_s);
        QVERIFY(!session.searchProblem().isEmpty());
        QVERIFY(!session.search().isActive());
    }

    void onlyMatchesFollowTheSearch() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.setSearch(u"grandchild"_s);
        session.setOnlyMatches(true);
        QCOMPARE(session.rows().size(), 3u);
        session.setSearch(u"other"_s);
        QCOMPARE(session.rows().size(), 2u);
        session.setSearch(QString());
        QCOMPARE(session.rows().size(), 4u);
    }

    void selectingAHiddenRowBringsItIntoView() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.collapseAll();
        QCOMPARE(session.rows().size(), 1u);
        session.goToError(1);
        QCOMPARE(selectedName(session), u"grandchild"_s);
        QVERIFY(session.rows().indexOf(session.selected()) != VisibleRows::NoIndex);
        session.setSearch(u"other"_s);
        session.setOnlyMatches(true);
        session.select(2);
        QVERIFY(!session.onlyMatches());
        QVERIFY(session.rows().indexOf(2) != VisibleRows::NoIndex);
    }

    void collapsingAroundTheSelectionMovesItUp() {
        test::FakeSpanSource source;
        source.add(smallTrace());
        TraceSession session(source, nullptr);
        session.open(traceId(1), spanId(3));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        session.setCollapsed(0, true);
        QCOMPARE(selectedName(session), u"root"_s);
    }

    // Row 98.
    void clockSkewIsShownRawUntilItIsAdjusted() {
        test::FakeSpanSource source;
        test::SpanBuilder b;
        b.service("web").span("call").ids(1, 1).lasts(100_ms).kind(SpanKind::Client);
        b.service("api").span("serve").ids(1, 2, 1).at(500_ms).lasts(60_ms).kind(SpanKind::Server);
        source.add(b);
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        const TraceNode& server = session.trace()->nodes()[1];
        QCOMPARE(session.startOf(server), 500'000'000);
        QCOMPARE(session.axis().bounds().to, 560'000'000);
        session.setAdjustsSkew(true);
        QCOMPARE(session.startOf(server), 20'000'000);
        QCOMPARE(session.axis().bounds(), (TimeWindow{0, 100'000'000}));
        session.setAdjustsSkew(false);
        QCOMPARE(session.startOf(server), 500'000'000);
    }

    void tokensAreCountedWhereTheyWereUsed() {
        test::FakeSpanSource source;
        test::SpanBuilder b;
        b.span("agent").ids(1, 1).attribute("mlflow.chat.tokenUsage", R"({"input_tokens": 30, "output_tokens": 12})");
        b.span("call")
            .ids(1, 2, 1)
            .attribute("gen_ai.usage.input_tokens", 10)
            .attribute("gen_ai.usage.output_tokens", 5)
            .attribute("gen_ai.usage.cost", 0.25);
        b.span("call")
            .ids(1, 3, 1)
            .attribute("llm.token_count.prompt", 20)
            .attribute("llm.token_count.completion", 7)
            .attribute("llm.cost.total", 0.5);
        source.add(b);
        TraceSession session(source, nullptr);
        session.open(traceId(1));
        QTRY_COMPARE(session.state(), TraceSession::State::Ready);
        TokenTally tally(source);
        tally.count(session.trace());
        QTRY_VERIFY(!tally.isBusy());
        QCOMPARE(tally.sum().input, 30);
        QCOMPARE(tally.sum().output, 12);
        QCOMPARE(tally.sum().cost, 0.75);
    }
};

QTEST_GUILESS_MAIN(TestTraceSession)
#include "tst_trace_session.moc"
