#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/tables/TableTail.h"
#include "tests/support/FakeWarehouse.h"
#include "tests/warehouse/ShapeTables.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace std::chrono_literals;

class TestTableTail : public QObject {
    Q_OBJECT

    static TailOptions quick() {
        TailOptions options;
        options.interval = 1ms;
        options.longestPause = 4ms;
        options.now = [] { return Morning; };
        return options;
    }
    /// Asks once, and then not for an hour.
    static TailOptions slow() {
        TailOptions options = quick();
        options.interval = 1h;
        options.longestPause = 8h;
        return options;
    }
    static SqlTable counts(int since, int sinceNext) {
        SqlTable table = tableOf({{u"a"_s, u"BIGINT"_s, true}, {u"b"_s, u"BIGINT"_s, true}, {u"c"_s, u"STRING"_s}},
            {{QString::number(since), QString::number(sinceNext), QString::number(Morning.value)}});
        table.facts.statementId = u"01ef"_s;
        table.facts.rowsScanned = 4'000;
        return table;
    }
    static SqlTable countsOfUnknownCost() {
        SqlTable table = counts(5, 5);
        table.facts.rowsScanned.reset();
        return table;
    }
    static SqlFacts costOf(const QString& statement) {
        SqlFacts facts;
        facts.statementId = statement;
        facts.rowsScanned = 77;
        return facts;
    }
    static Result<SqlTable> offline() { return failure(ErrorCode::Offline, u"No network."_s, u"Plug it in."_s); }

private Q_SLOTS:
    void newSpansAreNoticedWhateverTheShape_data() {
        QTest::addColumn<QString>("shape");
        for (const QString& shape : ShapeTables::generations())
            QTest::newRow(qPrintable(shape)) << shape;
    }
    void newSpansAreNoticedWhateverTheShape() {
        QFETCH(QString, shape);
        FilledStore store;
        ShapeTables tables(store);
        tables.add(SpanBuilder().span("old").ids(1, 1));
        LocalWarehouse warehouse(store.store());
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(shape)), quick());
        quint64 seen = 0;
        connect(&tail, &TraceFeed::committed, &tail, [&](const CommitSummary& summary) { seen += summary.spans; });
        tail.setOn(true);
        QTRY_VERIFY(tail.state().polls >= 1);
        tables.add(SpanBuilder().span("new").ids(2, 2).at(600'000_ms).span("new").ids(2, 3, 2).at(600'001_ms));
        QTRY_VERIFY(seen >= 2);
        const quint64 before = seen;
        // Late, but not later than is waited for; and later than that, which nobody sees.
        tables.add(SpanBuilder().span("late").ids(3, 4).at(500'000_ms));
        QTRY_COMPARE(seen, before + 1);
        tail.setOn(false);
        QVERIFY(!tail.state().on);
    }

    void theSpansOfTheWatchedTraceAreCountedOnceEach_data() { newSpansAreNoticedWhateverTheShape_data(); }
    void theSpansOfTheWatchedTraceAreCountedOnceEach() {
        QFETCH(QString, shape);
        FilledStore store;
        ShapeTables tables(store);
        tables.add(SpanBuilder().span("other").ids(1, 1).span("a").ids(2, 2).span("b").ids(2, 3, 2));
        tables.add(SpanBuilder().span("a").ids(2, 2));
        LocalWarehouse warehouse(store.store());
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(shape)), slow());
        QList<TraceTally> told;
        connect(&tail, &PolledFeed::traceCounted, &tail, [&](const TraceTally& tally) { told << tally; });
        tail.watch(traceId(2));
        tail.setOn(true);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told[0].trace, traceId(2));
        QCOMPARE(told[0].spans, std::uint64_t(2));
        QVERIFY(told[0].from < Morning);
        tail.unwatch(traceId(2));
        tail.askNow();
        QTRY_COMPARE(tail.state().polls, std::uint64_t(2));
        QCOMPARE(told.size(), 1);
    }

    void nothingIsAskedUntilItIsSwitchedOn() {
        FakeWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        QVERIFY(!tail.state().on);
        tail.askNow();
        QVERIFY(warehouse.asked.empty());
        QVERIFY(tail.state().statement.contains(u"count_if"));
    }

    void whatCameBeforeIsReadOnceItIsOn() {
        FakeWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        QSignalSpy committed(&tail, &TraceFeed::committed);
        tail.setOn(true);
        QVERIFY(tail.state().asking);
        warehouse.asked.back().answer(counts(5, 5));
        QTRY_COMPARE(committed.size(), 1);
        tail.askNow();
        warehouse.asked.back().answer(counts(5, 5));
        QTRY_COMPARE(tail.state().polls, std::uint64_t(2));
        QCOMPARE(committed.size(), 1);
    }

    void eachQuestionTellsWhatItCost() {
        FakeWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        warehouse.asked.back().answer(counts(5, 5));
        QTRY_COMPARE(tail.state().polls, std::uint64_t(1));
        tail.askNow();
        warehouse.asked.back().answer(counts(12, 12));
        QTRY_COMPARE(tail.state().polls, std::uint64_t(2));
        const FeedPoll& last = *tail.state().last;
        QCOMPARE(last.counted, std::uint64_t(12));
        QCOMPARE(last.arrived, std::uint64_t(7));
        QCOMPARE(last.statementId, u"01ef"_s);
        QCOMPARE(last.rowsScanned, std::optional<std::uint64_t>(4'000));
        QCOMPARE(last.answered, Morning);
        QVERIFY(tail.state().spent >= last.took && last.took > 0ns);
    }

    void whatTheHistoryTellsOfTheLastStatementIsAdded() {
        FakeWarehouse warehouse;
        warehouse.costs = [] { return costOf(u"01ef"_s); };
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        warehouse.asked.back().answer(countsOfUnknownCost());
        QTRY_COMPARE(tail.state().polls, std::uint64_t(1));
        QTRY_COMPARE(tail.state().last->rowsScanned, std::optional<std::uint64_t>(77));
        QCOMPARE(warehouse.costsAsked, QStringList{u"01ef"_s});
    }

    void aStatementThatTellsItsCostIsNotAskedFor() {
        FakeWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        warehouse.asked.back().answer(counts(5, 5));
        QTRY_COMPARE(tail.state().polls, std::uint64_t(1));
        QVERIFY(warehouse.costsAsked.isEmpty());
    }

    void theCostOfAnotherStatementIsNotTaken() {
        FakeWarehouse warehouse;
        warehouse.costs = [] { return costOf(u"02ab"_s); };
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        warehouse.asked.back().answer(countsOfUnknownCost());
        QTRY_COMPARE(warehouse.costsAsked.size(), 1);
        QCoreApplication::processEvents();
        QVERIFY(!tail.state().last->rowsScanned);
    }

    void aFailureIsToldAndTriedAgainLater() {
        FakeWarehouse warehouse;
        warehouse.answers = [](const SqlRequest&) { return offline(); };
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        QTRY_VERIFY(tail.state().problem.has_value());
        QCOMPARE(tail.state().problem->remedy, u"Plug it in."_s);
        QVERIFY(tail.state().pause == 2h);
        tail.askNow();
        QTRY_VERIFY(tail.state().pause == 4h);
        warehouse.answers = [](const SqlRequest&) { return counts(1, 1); };
        tail.askNow();
        QTRY_VERIFY(!tail.state().problem.has_value());
        QVERIFY(tail.state().pause == 1h);
    }

    void switchedOffItCancelsItsQuestion() {
        FakeWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), slow());
        tail.setOn(true);
        tail.setOn(false);
        QVERIFY(warehouse.asked.back().promise->isCanceled());
        QVERIFY(!tail.state().asking);
    }

    void aFailureDoesNotEndIt() {
        FakeWarehouse warehouse;
        warehouse.answers = [](const SqlRequest&) { return offline(); };
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), quick());
        tail.setOn(true);
        QTRY_VERIFY(warehouse.asked.size() >= 3);
        QVERIFY(tail.state().on);
    }
};

QTEST_GUILESS_MAIN(TestTableTail)
#include "tst_tabletail.moc"
