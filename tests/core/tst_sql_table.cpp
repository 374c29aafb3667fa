#include "services/core/SqlTable.h"
#include "services/core/SqlTextWriter.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

SqlTable madeTable() {
    SqlTable table;
    table.columns = {{u"name"_s, u"STRING"_s}, {u"n"_s, u"DOUBLE"_s, true}, {u"tags"_s, u"MAP<STRING, STRING>"_s}};
    SqlPage first(3);
    for (const char* text : {"say \"hi\", you", "1.5", "{\"a\":\"b\"}", "", "NaN"})
        (void)first.add(text);
    first.addNull();
    table.append(std::move(first));
    SqlPage second(3);
    second.addNull();
    for (const char* text : {"-2e10", "no json"})
        (void)second.add(text);
    table.append(std::move(second));
    return table;
}

QString written(SqlTextFormat format, bool headers, std::vector<std::size_t> columns = {}) {
    const SqlTable table = madeTable();
    SqlTextWriter writer(table, format, headers, std::move(columns));
    QByteArray out;
    writer.begin(out);
    for (std::size_t row = 0; row < table.rowCount(); ++row)
        writer.row(out, row);
    writer.end(out);
    return QString::fromUtf8(out);
}

} // namespace

class TestSqlTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsAreFoundAcrossPages() {
        const SqlTable table = madeTable();
        QCOMPARE(table.rowCount(), std::size_t(3));
        QCOMPARE(table.text(0, 0), u"say \"hi\", you"_s);
        QCOMPARE(table.text(0, 2), u"{\"a\":\"b\"}"_s);
        QCOMPARE(table.text(2, 1), u"-2e10"_s);
    }

    void anEmptyTextIsNotNull() {
        const SqlTable table = madeTable();
        QVERIFY(table.cell(1, 0));
        QVERIFY(!table.text(1, 0).isNull());
        QVERIFY(!table.cell(1, 2));
        QVERIFY(table.text(1, 2).isNull());
        QVERIFY(!table.cell(2, 0));
    }

    void copiesShareTheirPages() {
        const SqlTable table = madeTable();
        const SqlTable copy = table;
        QCOMPARE(copy.cell(0, 0)->data(), table.cell(0, 0)->data());
    }

    void pagesWithoutRowsAreDropped() {
        SqlTable table = madeTable();
        table.append(SqlPage(3));
        QCOMPARE(table.rowCount(), std::size_t(3));
        QCOMPARE(table.text(2, 2), u"no json"_s);
    }

    void aMillionRowsOfTenColumnsTakeWellUnderAGigabyte() {
        SqlTable table;
        table.columns.resize(10);
        SqlPage page(10);
        for (int row = 0; row < 1'000'000; ++row) {
            for (int column = 0; column < 10; ++column)
                QVERIFY(page.add("0123456789"));
            if (page.isFull())
                table.append(std::exchange(page, SqlPage(10)));
        }
        table.append(std::move(page));
        QCOMPARE(table.rowCount(), std::size_t(1'000'000));
        QVERIFY2(table.memoryBytes() < 160'000'000, qPrintable(QString::number(table.memoryBytes())));
    }

    void csvQuotesWhatNeedsIt() {
        QCOMPARE(written(SqlTextFormat::Csv, true),
            u"name,n,tags\r\n\"say \"\"hi\"\", you\",1.5,\"{\"\"a\"\":\"\"b\"\"}\"\r\n,NaN,\r\n,-2e10,no json\r\n"_s);
    }

    void tsvHoldsNoTabsInCells() {
        SqlTable table;
        table.columns = {{u"a"_s, u"STRING"_s}, {u"b"_s, u"STRING"_s}};
        SqlPage page(2);
        (void)page.add("x\ty\nz");
        (void)page.add("1");
        table.append(std::move(page));
        SqlTextWriter writer(table, SqlTextFormat::Tsv, false);
        QByteArray out;
        writer.row(out, 0);
        QCOMPARE(out, "x y z\t1\n"_ba);
    }

    void jsonKeepsNumbersAndNestedValues() {
        QCOMPARE(written(SqlTextFormat::Json, true),
            u"[\n{\"name\":\"say \\\"hi\\\", you\",\"n\":1.5,\"tags\":{\"a\":\"b\"}},\n"
            "{\"name\":\"\",\"n\":\"NaN\",\"tags\":null},\n{\"name\":null,\"n\":-2e10,\"tags\":\"no json\"}\n]\n"_s);
    }

    void jsonWithoutHeadersIsArrays() {
        QCOMPARE(written(SqlTextFormat::Json, false, {1}), u"[\n[1.5],\n[\"NaN\"],\n[-2e10]\n]\n"_s);
    }

    void jsonTextsAreEscapedAndValid() {
        SqlTable table;
        table.columns = {{u"a"_s, u"STRING"_s}};
        SqlPage page(1);
        (void)page.add("\x01\n\\\xff");
        table.append(std::move(page));
        SqlTextWriter writer(table, SqlTextFormat::Json, false);
        QByteArray out;
        writer.row(out, 0);
        QCOMPARE(QString::fromUtf8(out), u"[\n[\"\\u0001\\n\\\\\uFFFD\"]"_s);
    }
};

QTEST_GUILESS_MAIN(TestSqlTable)
#include "tst_sql_table.moc"
