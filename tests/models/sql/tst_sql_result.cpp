#include "models/sql/SqlExport.h"
#include "models/sql/SqlResultModel.h"
#include "tests/support/FakeWarehouse.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const SqlColumn Text{u"t"_s, u"STRING"_s, false};

SqlTable oneColumn(const QString& type, bool isNumber, const QStringList& cells) {
    std::vector<QStringList> rows;
    for (const QString& cell : cells)
        rows.push_back({cell});
    return tableOf({{u"c"_s, type, isNumber}}, rows);
}

QStringList column(const SqlTable& table, const SqlOrder& order) {
    QStringList cells;
    for (const std::uint32_t row : order)
        cells << (table.cell(row, 0) ? table.text(row, 0) : u"NULL"_s);
    return cells;
}

QStringList shown(const SqlResultModel& model, int column = 0) {
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        cells << model.index(row, column).data().toString();
    return cells;
}

} // namespace

class TestSqlResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreSortedByWhatTheyHold_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("isNumber");
        QTest::addColumn<QStringList>("sorted");
        QTest::newRow("numbers by value")
            << u"DOUBLE"_s << true << QStringList{u"-2e10"_s, u"-3"_s, u"0.5"_s, u"9"_s, u"10"_s, u"NaN"_s, u"NULL"_s};
        QTest::newRow("whole numbers beyond doubles")
            << u"BIGINT"_s << true
            << QStringList{u"-9223372036854775807"_s, u"-9223372036854775806"_s, u"9007199254740992"_s,
                   u"9007199254740993"_s, u"9223372036854775806"_s, u"9223372036854775807"_s};
        QTest::newRow("decimals") << u"DECIMAL(38,3)"_s << true
                                  << QStringList{u"9.100"_s, u"10.010"_s, u"12345678901234567890.122"_s,
                                         u"12345678901234567890.123"_s};
        QTest::newRow("times") << u"TIMESTAMP"_s << false
                               << QStringList{u"2026-02-16T09:00:00.000Z"_s, u"2026-02-16T09:00:00.000001Z"_s,
                                      u"2026-02-16T09:00:00.001Z"_s, u"NULL"_s};
        QTest::newRow("texts in any case")
            << u"STRING"_s << false
            << QStringList{u""_s, u"10"_s, u"9"_s, u"Apple"_s, u"apple"_s, u"banana"_s, u"Cherry"_s, u"ä"_s, u"NULL"_s};
    }
    void columnsAreSortedByWhatTheyHold() {
        QFETCH(QString, type);
        QFETCH(bool, isNumber);
        QFETCH(QStringList, sorted);
        QStringList mixed = sorted;
        std::ranges::reverse(mixed);
        const SqlTable table = oneColumn(type, isNumber, mixed);
        QCOMPARE(column(table, sqlSorted(table, 0, Qt::AscendingOrder)), sorted);
        QStringList down = mixed;
        if (down.removeAll(u"NULL"_s) > 0)
            down << u"NULL"_s;
        QCOMPARE(column(table, sqlSorted(table, 0, Qt::DescendingOrder)), down);
    }

    void equalRowsKeepTheirOrderBothWays() {
        const SqlTable table = tableOf({Text, Text}, {{u"b"_s, u"1"_s}, {u"a"_s, u"2"_s}, {u"b"_s, u"3"_s}});
        QCOMPARE(sqlSorted(table, 0, Qt::AscendingOrder), (SqlOrder{1, 0, 2}));
        QCOMPARE(sqlSorted(table, 0, Qt::DescendingOrder), (SqlOrder{0, 2, 1}));
    }

    void theModelIsAModel() {
        SqlResultModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setTable(tableOf({Text}, {{u"b"_s}, {u"a"_s}}));
        model.sort(0);
        QTRY_COMPARE(shown(model), (QStringList{u"a"_s, u"b"_s}));
    }

    void theOldOrderIsShownUntilTheNewOneIsThere() {
        SqlResultModel model;
        model.setTable(oneColumn(u"INT"_s, true, {u"3"_s, u"1"_s, u"2"_s}));
        model.sort(0);
        QVERIFY(model.isSorting());
        QCOMPARE(shown(model), (QStringList{u"3"_s, u"1"_s, u"2"_s}));
        QTRY_VERIFY(!model.isSorting());
        QCOMPARE(shown(model), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        model.sort(-1);
        QCOMPARE(shown(model), (QStringList{u"3"_s, u"1"_s, u"2"_s}));
    }

    void theNewestSortWins() {
        SqlResultModel model;
        model.setTable(oneColumn(u"INT"_s, true, {u"3"_s, u"1"_s, u"2"_s}));
        model.sort(0, Qt::AscendingOrder);
        model.sort(0, Qt::DescendingOrder);
        QTRY_VERIFY(!model.isSorting());
        QCOMPARE(shown(model), (QStringList{u"3"_s, u"2"_s, u"1"_s}));
    }

    void whatIsPickedStaysPickedWhenSorted() {
        SqlResultModel model;
        model.setTable(oneColumn(u"INT"_s, true, {u"3"_s, u"1"_s, u"2"_s}));
        const QPersistentModelIndex three = model.index(0, 0);
        model.sort(0);
        QTRY_COMPARE(three.row(), 2);
        model.sort(0, Qt::DescendingOrder);
        QTRY_COMPARE(three.row(), 0);
        model.sort(-1);
        QCOMPARE(three.data().toString(), u"3"_s);
    }

    void aNewAnswerForgetsTheSort() {
        SqlResultModel model;
        model.setTable(oneColumn(u"INT"_s, true, {u"3"_s, u"1"_s}));
        model.sort(0);
        model.setTable(oneColumn(u"INT"_s, true, {u"9"_s, u"8"_s}));
        QVERIFY(!model.isSorting());
        QCOMPARE(shown(model), (QStringList{u"9"_s, u"8"_s}));
    }

    void cellsAreShownInOneLineAndCut() {
        SqlResultModel model;
        model.setTable(tableOf({Text}, {{u"a\nb\tc"_s}, {QString(1'000, u'x')}, {u"NULL"_s}, {u""_s}}));
        QCOMPARE(model.index(0, 0).data().toString(), u"a b c"_s);
        QCOMPARE(model.index(1, 0).data().toString().size(), SqlResultModel::MaxShown + 1);
        QCOMPARE(model.index(1, 0).data(SqlResultModel::FullTextRole).toString().size(), 1'000);
        QCOMPARE(model.index(2, 0).data().toString(), u"NULL"_s);
        QVERIFY(model.index(2, 0).data(SqlResultModel::NullRole).toBool());
        QVERIFY(!model.index(3, 0).data(SqlResultModel::NullRole).toBool());
    }

    void headersTellTheType() {
        SqlResultModel model;
        model.setTable(tableOf({{u"n"_s, u"BIGINT"_s, true}}, {{u"1"_s}}));
        QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), u"n"_s);
        QVERIFY(model.headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"BIGINT"_s));
        QCOMPARE(model.headerData(0, Qt::Vertical).toInt(), 1);
    }

    void copiesFollowTheViewsOrder() {
        const SqlTable table
            = tableOf({Text, {u"n"_s, u"INT"_s, true}}, {{u"a"_s, u"3"_s}, {u"b"_s, u"1"_s}, {u"c"_s, u"2"_s}});
        const SqlRows rows{table, std::make_shared<const SqlOrder>(SqlOrder{1, 2, 0})};
        const auto copy = [&](SqlTextFormat format, bool headers, std::vector<std::size_t> columns) {
            return sqlCopy(rows, {0, 1}, std::move(columns), format, headers).result().value();
        };
        QCOMPARE(copy(SqlTextFormat::Tsv, true, {0, 1}), u"t\tn\nb\t1\nc\t2\n"_s);
        QCOMPARE(copy(SqlTextFormat::Tsv, false, {1}), u"1\n2\n"_s);
        QCOMPARE(copy(SqlTextFormat::Json, true, {1}), u"[\n{\"n\":1},\n{\"n\":2}\n]\n"_s);
    }

    void exportsWriteTheWholeAnswerInItsOrder() {
        const QTemporaryDir dir;
        const SqlRows rows{
            oneColumn(u"INT"_s, true, {u"3"_s, u"1"_s}), std::make_shared<const SqlOrder>(SqlOrder{1, 0})};
        const auto done = sqlExport(rows, SqlTextFormat::Csv, dir.filePath(u"a.csv"_s)).result();
        QVERIFY(done);
        QCOMPARE(done->rows, std::uint64_t(2));
        QFile file(dir.filePath(u"a.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "c\r\n1\r\n3\r\n"_ba);
        QCOMPARE(done->bytes, std::uint64_t(file.size()));
    }

    void aCancelledExportLeavesTheOldFile() {
        const QTemporaryDir dir;
        QFile old(dir.filePath(u"a.csv"_s));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        SqlTable table;
        table.columns = {Text};
        for (int page = 0; page < 64; ++page) {
            SqlPage cells(1);
            for (int row = 0; row < 10'000; ++row)
                QVERIFY(cells.add("0123456789012345678901234567890123456789"));
            table.append(std::move(cells));
        }
        auto future = sqlExport({table, nullptr}, SqlTextFormat::Csv, old.fileName());
        future.cancel();
        future.waitForFinished();
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), "old"_ba);
    }

    void anExportThatCannotBeWrittenSaysSo() {
        const auto done
            = sqlExport({oneColumn(u"INT"_s, true, {u"3"_s}), nullptr}, SqlTextFormat::Csv, u"/nowhere/at/all.csv"_s)
                  .result();
        QVERIFY(!done);
        QVERIFY(done.error().message.contains(u"/nowhere/at/all.csv"_s));
        QVERIFY(!done.error().remedy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSqlResult)
#include "tst_sql_result.moc"
