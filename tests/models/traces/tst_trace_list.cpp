#include "models/traces/TraceListModel.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/PrintedModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

constexpr UnixNanos At{1'700'000'000'000'000'000ull};
UnixNanos second(int s) { return At + Nanos{s * 1'000'000'000ll}; }

struct Bench {
    FakeTraceList list;
    FakeStore store;
    TraceListModel model{list, store};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Bench() { store.list = &list; }
    void fill(int traces) {
        for (int i = 0; i < traces; ++i)
            list.add(u"t%1"_s.arg(i), u"shop"_s, second(i), Nanos{(i + 1) * 1'000'000ll}, std::uint32_t(i % 7 + 1));
    }
    void open() {
        model.setQuery({});
        waitSettled();
    }
    void waitSettled() { QTRY_VERIFY(model.isSettled()); }
    TraceId add(int s) { return list.add(u"new%1"_s.arg(s), u"shop"_s, second(s), 1_ms).id; }
    QString name(int row) const { return model.index(row, TraceListModel::Name).data().toString(); }
};

} // namespace

class TestTraceList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptySourceGivesAnEmptyReadyList() {
        Bench b;
        b.open();
        QCOMPARE(b.model.state(), TraceListModel::State::Ready);
        QCOMPARE(b.model.rowCount(), 0);
    }

    void rowsShowNameServicesDurationSpansAndErrors() {
        Bench b;
        b.list.add(u"GET /cart"_s, u"shop"_s, second(1), 340_ms, 12, 2).services << u"db"_s << u"cache"_s;
        b.list.add(u""_s, u"cart"_s, second(2), 1_s, 1200, 0);
        b.open();
        QCOMPARE(printedModel(b.model, {0, 1, 3, 4, 5}),
            QStringList({u"(no name) | cart | 1 s | 1,200 | "_s, u"GET /cart | shop +2 | 340 ms | 12 | 2"_s}));
    }

    void rawValuesStandBesideTheTexts() {
        Bench b;
        b.list.add(u"a"_s, u"shop"_s, second(1), 340_ms, 12, 2);
        b.open();
        QCOMPARE(b.model.index(0, TraceListModel::Duration).data(TraceListModel::RawRole).toLongLong(), 340'000'000);
        QCOMPARE(b.model.index(0, TraceListModel::Start).data(TraceListModel::RawRole).toULongLong(), second(1).value);
        QVERIFY(b.model.index(0, 0).data(TraceListModel::HasErrorRole).toBool());
    }

    void theStartTooltipIsExactInUtc() {
        Bench b;
        b.list.add(u"a"_s, u"shop"_s, second(1) + 7_ns, 1_ms);
        b.open();
        const QString tip = b.model.index(0, TraceListModel::Start).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"2023-11-14T22:13:21.000000007Z"), qPrintable(tip));
    }

    void onlyPagesAroundTheViewAreAskedFor() {
        Bench b;
        b.fill(20'000);
        b.model.showRows({0, 20}, -1);
        b.open();
        b.list.asked.clear();
        b.model.showRows({15'010, 20}, 15'010);
        b.waitSettled();
        QCOMPARE(b.list.asked, QStringList({u"traces 14900+200"_s}));
        QCOMPARE(b.model.rowCount(), 20'000);
        QCOMPARE(b.name(15'010), u"t4989"_s);
    }

    void tooltipsShowMarkupAsText() {
        Bench b;
        b.list.add(u"<b>a & b</b>"_s, u"shop"_s, second(1), 1_ms);
        b.open();
        const QString tip = b.model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"&lt;b&gt;a &amp; b&lt;/b&gt;"_s), qPrintable(tip));
    }

    void rowsOutOfMemoryAreLoadingPlaceholders() {
        Bench b;
        b.fill(10'000);
        b.open();
        const QModelIndex far = b.model.index(9'000, 0);
        QCOMPARE(
            far.data(TraceListModel::StateRole).value<TraceListModel::RowState>(), TraceListModel::RowState::Loading);
        QCOMPARE(far.data().toString(), u"loading…"_s);
    }

    void askingForACellStartsNoWork() {
        Bench b;
        b.fill(10'000);
        b.open();
        b.list.asked.clear();
        b.model.index(9'000, 0).data();
        QVERIFY(b.list.asked.isEmpty());
    }

    void fastScrollingAsksOnlyForWhereItEnds() {
        Bench b;
        b.fill(20'000);
        b.open();
        b.list.asked.clear();
        b.list.waiting = true;
        for (std::uint64_t row = 2'000; row <= 18'000; row += 2'000)
            b.model.showRows({row, 20}, qint64(row));
        b.list.answerAll();
        QTRY_VERIFY(b.model.summaryAt(18'000));
        QVERIFY(!b.model.summaryAt(10'000));
    }

    void theCacheStaysBounded() {
        TraceRowCache cache;
        for (std::uint64_t page = 0; page < 500; ++page)
            cache.put(page * 100, std::vector<TraceSummary>(100), page * 100);
        QCOMPARE(cache.pageCount(), TraceRowCache::MaxPages);
        QVERIFY(cache.at(49'999));
        QVERIFY(!cache.at(0));
    }

    void sortingIsDoneByTheSource() {
        Bench b;
        b.fill(1'000);
        b.open();
        b.model.sort(TraceListModel::Duration, Qt::DescendingOrder);
        b.waitSettled();
        QCOMPARE(b.name(0), u"t999"_s);
        b.model.sort(TraceListModel::Duration, Qt::AscendingOrder);
        b.waitSettled();
        QCOMPARE(b.name(0), u"t0"_s);
    }

    void oldRowsStayUntilTheNewQueryAnswers() {
        Bench b;
        b.fill(10);
        b.open();
        b.list.waiting = true;
        b.model.sort(TraceListModel::Start, Qt::AscendingOrder);
        QCOMPARE(b.model.state(), TraceListModel::State::Loading);
        QCOMPARE(b.name(0), u"t9"_s);
        b.list.answerAll();
        QTRY_COMPARE(b.name(0), u"t0"_s);
    }

    void lateAnswersOfAnOldQueryAreDropped() {
        Bench b;
        b.fill(10);
        b.open();
        b.list.waiting = true;
        TraceQuery early;
        early.range.to = second(3);
        b.model.setQuery(early);
        b.model.setQuery({});
        b.list.answerAll();
        b.waitSettled();
        QCOMPARE(b.model.rowCount(), 10);
    }

    void aNewTraceAppearsOnTopWithinATenthOfASecond() {
        Bench b;
        b.fill(500);
        b.open();
        QSignalSpy inserted(&b.model, &QAbstractItemModel::rowsInserted);
        QElapsedTimer clock;
        clock.start();
        b.store.commit({b.add(1'000)});
        QVERIFY(inserted.wait(1'000));
        QVERIFY2(clock.elapsed() <= 100, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(b.name(0), u"new1000"_s);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
    }

    void manyCommitsAreReadInFewRounds() {
        Bench b;
        b.fill(500);
        b.open();
        b.list.asked.clear();
        for (int i = 0; i < 100; ++i)
            b.store.commit({b.add(1'000 + i)});
        QTRY_COMPARE(b.name(0), u"new1099"_s);
        b.waitSettled();
        QVERIFY2(b.list.asked.count(u"count"_s) <= 3, qPrintable(b.list.asked.join(u',')));
    }

    void aPinnedRowKeepsItsPlaceAsRowsComeAboveIt() {
        Bench b;
        b.fill(5'000);
        b.open();
        b.model.showRows({2'000, 20}, 2'000);
        b.waitSettled();
        const QPersistentModelIndex kept = b.model.index(2'000, 0);
        const QString name = kept.data().toString();
        for (int i = 0; i < 7; ++i)
            b.store.commit({b.add(10'000 + i)});
        QTRY_COMPARE(b.model.rowCount(), 5'007);
        QCOMPARE(kept.row(), 2'007);
        QCOMPARE(kept.data().toString(), name);
    }

    void rowsThatComeInTheMiddleMoveOnlyWhatIsBelow() {
        Bench b;
        b.fill(50);
        b.open();
        const QPersistentModelIndex above = b.model.index(2, 0);
        const QPersistentModelIndex below = b.model.index(30, 0);
        const QString aboveName = above.data().toString();
        const QString belowName = below.data().toString();
        b.list.add(u"late"_s, u"shop"_s, second(40) + 5_ns, 1_ms);
        b.store.commit({});
        QTRY_COMPARE(b.model.rowCount(), 51);
        QCOMPARE(above.row(), 2);
        QCOMPARE(above.data().toString(), aboveName);
        QCOMPARE(below.row(), 31);
        QCOMPARE(below.data().toString(), belowName);
    }

    void aTraceThatGrowsIsShownGrown() {
        Bench b;
        b.fill(3);
        b.open();
        b.list.rows[2].spans = 77;
        b.store.commit({b.list.rows[2].id});
        QTRY_COMPARE(b.model.index(0, TraceListModel::Spans).data().toString(), u"77"_s);
    }

    void deletedTracesLeaveTheList() {
        Bench b;
        b.fill(300);
        b.open();
        std::vector<TraceId> first;
        for (int row = 0; row < 100; ++row)
            first.push_back(*b.model.traceAt(row));
        b.store.deleteTraces(first);
        QTRY_COMPARE(b.model.rowCount(), 200);
        QCOMPARE(b.name(0), u"t199"_s);
    }

    void clearingTheStoreEmptiesTheListWhileAPageIsPending() {
        Bench b;
        b.fill(5'000);
        b.open();
        b.list.waiting = true;
        b.model.showRows({3'000, 20}, 3'000);
        b.list.rows.clear();
        Q_EMIT b.store.committed({{}, 0, true});
        QTRY_VERIFY(b.list.waitingCount() >= 3);
        b.list.waiting = false;
        b.list.answerAll();
        QTRY_COMPARE(b.model.rowCount(), 0);
        b.waitSettled();
        QCOMPARE(b.model.state(), TraceListModel::State::Ready);
    }

    void aHeldListStandsStillAndCountsWhatCame() {
        Bench b;
        b.fill(20);
        b.open();
        b.model.setHeld(true);
        b.store.commit({b.add(100)});
        b.store.commit({b.add(101)});
        QTRY_COMPARE(b.model.arrivedWhileHeld(), 2u);
        QCOMPARE(b.name(0), u"t19"_s);
        QCOMPARE(b.model.rowCount(), 20);
        b.model.setHeld(false);
        QTRY_COMPARE(b.name(0), u"new101"_s);
        QCOMPARE(b.model.arrivedWhileHeld(), 0u);
    }

    void pagesReadWhileHeldAreThoseOfTheHeldOrder() {
        Bench b;
        b.fill(5'000);
        b.open();
        b.model.setHeld(true);
        for (int i = 0; i < 3; ++i)
            b.store.commit({b.add(10'000 + i)});
        QTRY_COMPARE(b.model.arrivedWhileHeld(), 3u);
        b.model.showRows({3'000, 20}, 3'000);
        b.waitSettled();
        QCOMPARE(b.name(3'000), u"t1999"_s);
    }

    void aFailureKeepsTheRowsAndNamesTheError() {
        Bench b;
        b.fill(10);
        b.open();
        b.list.fault = Error{ErrorCode::Damaged, u"The file cannot be read"_s, u"Open another"_s};
        b.store.commit({});
        QTRY_COMPARE(b.model.state(), TraceListModel::State::Failed);
        QCOMPARE(b.model.error()->message, u"The file cannot be read"_s);
        QCOMPARE(b.name(0), u"t9"_s);
        b.list.fault.reset();
        b.model.reload();
        QTRY_COMPARE(b.model.state(), TraceListModel::State::Ready);
        QVERIFY(!b.model.error());
    }

    void aRowLimitShowsTheFirstAndStillCountsAll() {
        Bench b;
        b.fill(500);
        b.model.setRowLimit(50);
        b.open();
        QCOMPARE(b.model.rowCount(), 50);
        QCOMPARE(b.model.totals().traces, 500u);
        b.store.commit({b.add(1'000)});
        QTRY_COMPARE(b.name(0), u"new1000"_s);
        QCOMPARE(b.model.rowCount(), 50);
    }

    void barsAreRelativeToTheLongestInView() {
        Bench b;
        b.fill(10);
        b.open();
        QCOMPARE(b.model.index(0, 0).data(TraceListModel::DurationShareRole).toDouble(), 1.0);
        QCOMPARE(b.model.index(5, 0).data(TraceListModel::DurationShareRole).toDouble(), 0.5);
    }
};

QTEST_GUILESS_MAIN(TestTraceList)
#include "tst_trace_list.moc"
