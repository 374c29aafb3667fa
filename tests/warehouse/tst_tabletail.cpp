#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/tables/TableTail.h"
#include "tests/warehouse/ShapeTables.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

class BrokenWarehouse final : public SqlWarehouse {
public:
    QFuture<Result<SqlTable>> run(SqlRequest) override {
        return QtFuture::makeReadyFuture(Result<SqlTable>(failure(ErrorCode::Offline, u"No network."_s)));
    }
};

/// Counts what it is asked: the second question means that the first answer has been taken.
class CountingWarehouse final : public SqlWarehouse {
public:
    explicit CountingWarehouse(SqlWarehouse& behind)
        : m_behind(behind) { }
    QFuture<Result<SqlTable>> run(SqlRequest request) override {
        ++asked;
        return m_behind.run(std::move(request));
    }
    int asked = 0;

private:
    SqlWarehouse& m_behind;
};

} // namespace

class TestTableTail : public QObject {
    Q_OBJECT

    static TailOptions quick() {
        TailOptions options;
        options.interval = 1ms;
        options.longestInterval = 4ms;
        options.now = [] { return Morning; };
        return options;
    }

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
        LocalWarehouse local(store.store());
        CountingWarehouse warehouse(local);
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(shape)), quick());
        quint64 seen = 0;
        connect(&tail, &TableTail::arrived, &tail, [&](quint64 spans) { seen += spans; });
        tail.start();
        QTRY_VERIFY(warehouse.asked >= 2);
        tables.add(SpanBuilder().span("new").ids(2, 2).at(600'000_ms).span("new").ids(2, 3, 2).at(600'001_ms));
        QTRY_VERIFY(seen >= 2);
        const quint64 before = seen;
        // Late, but not later than is waited for; and later than that, which nobody sees.
        tables.add(SpanBuilder().span("late").ids(3, 4).at(500'000_ms));
        QTRY_COMPARE(seen, before + 1);
        tail.stop();
        QVERIFY(!tail.isRunning());
    }

    void aFailureIsToldAndTriedAgain() {
        BrokenWarehouse warehouse;
        TableTail tail(warehouse, TableQueries(ShapeTables::shape(u"v1"_s)), quick());
        QSignalSpy failed(&tail, &TableTail::failed);
        tail.start();
        QTRY_VERIFY(failed.size() >= 3);
        QVERIFY(tail.isRunning());
    }
};

QTEST_GUILESS_MAIN(TestTableTail)
#include "tst_tabletail.moc"
