#include "models/traces/TraceSelection.h"
#include "tests/support/FakeTraceList.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

struct Bench {
    FakeTraceList list;
    FakeStore store;
    TraceListModel model{list, store};
    TraceSelection selection{model, list};

    explicit Bench(int traces) {
        store.list = &list;
        for (int i = 0; i < traces; ++i)
            list.add(u"t%1"_s.arg(i), u"shop"_s, start(i), 1_ms);
        model.setQuery({});
        waitSettled();
    }
    static UnixNanos start(int i) { return UnixNanos{1'700'000'000'000'000'000ull} + Nanos{i * 1'000'000ll}; }
    void waitSettled() { QTRY_VERIFY(model.isSettled()); }
    void click(int row, QItemSelectionModel::SelectionFlags how = QItemSelectionModel::ClearAndSelect) {
        selection.setCurrentIndex(model.index(row, 0), how | QItemSelectionModel::Rows);
    }
    QList<int> rows() const {
        QList<int> rows;
        for (const QModelIndex& index : selection.selectedRows())
            rows << index.row();
        std::ranges::sort(rows);
        return rows;
    }
};

} // namespace

class TestTraceSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickedTraceIsSelectedByItsId() {
        Bench b(10);
        b.click(3);
        QCOMPARE(b.selection.count(), 1u);
        QVERIFY(b.selection.contains(*b.model.traceAt(3)));
    }

    void selectionFollowsItsTracesAsNewOnesCome() {
        Bench b(1'000);
        b.click(3);
        b.click(5, QItemSelectionModel::Select);
        const TraceId third = *b.model.traceAt(3);
        b.store.commit({b.list.add(u"new"_s, u"shop"_s, Bench::start(5'000), 1_ms).id});
        QTRY_COMPARE(b.model.rowCount(), 1'001);
        QCOMPARE(b.rows(), QList<int>({4, 6}));
        QVERIFY(b.selection.contains(third));
        QCOMPARE(b.selection.count(), 2u);
        QCOMPARE(b.selection.currentIndex().row(), 6);
    }

    void selectionSurvivesAnotherOrder() {
        Bench b(50);
        b.click(0);
        const TraceId newest = *b.model.traceAt(0);
        b.model.sort(TraceListModel::Start, Qt::AscendingOrder);
        b.waitSettled();
        QVERIFY(b.selection.contains(newest));
        QCOMPARE(b.rows(), QList<int>({49}));
    }

    void selectionSurvivesLeavingMemory() {
        Bench b(50'000);
        b.click(0);
        const TraceId newest = *b.model.traceAt(0);
        b.model.showRows({40'000, 20}, 40'000);
        b.waitSettled();
        b.store.commit({b.list.add(u"new"_s, u"shop"_s, Bench::start(60'000), 1_ms).id});
        QTRY_COMPARE(b.model.rowCount(), 50'001);
        QVERIFY(b.rows().isEmpty());
        QVERIFY(b.selection.contains(newest));
        b.model.showRows({0, 20}, -1);
        b.waitSettled();
        QCOMPARE(b.rows(), QList<int>({1}));
    }

    void aPlainClickDropsWhatIsSelectedOutOfSight() {
        Bench b(50'000);
        b.click(0);
        b.model.showRows({40'000, 20}, 40'000);
        b.waitSettled();
        b.store.commit({b.list.add(u"new"_s, u"shop"_s, Bench::start(60'000), 1_ms).id});
        QTRY_COMPARE(b.model.rowCount(), 50'001);
        b.click(40'003);
        QCOMPARE(b.selection.count(), 1u);
        QVERIFY(b.selection.contains(*b.model.traceAt(40'003)));
    }

    void selectAllReachesRowsThatAreNotLoaded() {
        Bench b(25'000);
        b.selection.select(QItemSelection(b.model.index(0, 0), b.model.index(24'999, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QVERIFY(b.selection.isResolving());
        QTRY_VERIFY(!b.selection.isResolving());
        QCOMPARE(b.selection.count(), 25'000u);
    }

    void deletedTracesAreNoLongerSelected() {
        Bench b(10);
        b.click(2);
        b.click(3, QItemSelectionModel::Select);
        b.store.deleteTraces({*b.model.traceAt(2)});
        QTRY_COMPARE(b.selection.count(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestTraceSelection)
#include "tst_trace_selection.moc"
