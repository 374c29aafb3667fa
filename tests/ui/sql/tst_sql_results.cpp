#include "tests/ui/sql/SqlBench.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Theme.h"
#include "ui/sql/SqlChartView.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestSqlResults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theRowLimitIsSent() {
        SqlBench b;
        b.find<QComboBox>("sqlLimit")->setCurrentIndex(3);
        b.write(u"select 1"_s);
        b.runHere();
        QCOMPARE(b.lastRun().request.rowLimit, std::uint64_t(1'000'000));
    }

    void aCutAnswerSaysSo() {
        SqlBench b;
        SqlTable table = smallTable();
        table.truncated = true;
        b.show(table);
        QVERIFY(b.page().findChild<Banner*>(u"sqlProblem"_s)->message().contains(u"Only the first 2 rows"_s));
    }

    void whatTheStatementCostIsShownOnceItIsLearned() {
        SqlBench b;
        SqlFacts told;
        told.rowsScanned = 12'345;
        b.warehouse->costs = [told] { return Result<SqlFacts>(told); };
        SqlTable table = smallTable();
        table.facts.statementId = u"01ef"_s;
        b.show(table);
        auto* facts = b.page().findChild<ElidedLabel*>(u"sqlFacts"_s);
        QTRY_VERIFY(facts->text().contains(u"12,345 rows scanned"_s));
        QVERIFY(facts->text().endsWith(u"statement 01ef"_s));
    }

    void anAnswerWithoutAChartIsAGrid() {
        SqlBench b;
        b.show(smallTable());
        QVERIFY(!b.page().hasChart());
        QVERIFY(!b.page().showsChart());
    }

    void aSeriesIsShownAsAChartAndCanBeSwitched() {
        SqlBench b;
        b.show(tableOf({{u"day"_s, u"DATE"_s, false}, {u"traces"_s, u"BIGINT"_s, true}},
            {{u"2026-02-16"_s, u"5"_s}, {u"2026-02-17"_s, u"1234"_s}}));
        QVERIFY(b.page().showsChart());
        b.press(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(!b.page().showsChart());
        b.press(Qt::Key_G, Qt::ControlModifier);
        auto* chart = b.page().findChild<SqlChartView*>();
        chart->setFocus();
        b.press(Qt::Key_End);
        QCOMPARE(chart->reading(), u"Tue 17 Feb 2026\ntraces: 1,234"_s);
        b.press(Qt::Key_Left);
        QVERIFY(chart->reading().startsWith(u"Mon 16 Feb 2026"_s));
    }

    void headingsSortUpDownAndBack() {
        SqlBench b;
        b.show(smallTable());
        SqlGrid& grid = b.page().grid();
        const auto click = [&] {
            const QPoint at(grid.horizontalHeader()->sectionViewportPosition(1) + 10, 8);
            QTest::mouseClick(grid.horizontalHeader()->viewport(), Qt::LeftButton, {}, at);
        };
        click();
        QTRY_COMPARE(b.cell(0, 1), u"9"_s);
        click();
        QTRY_COMPARE(b.cell(0, 1), u"10"_s);
        click();
        QVERIFY(!grid.horizontalHeader()->isSortIndicatorShown());
        QCOMPARE(b.cell(0, 0), u"b"_s);
        grid.setFocus();
        grid.setCurrentIndex(grid.model()->index(0, 1));
        b.press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(b.cell(0, 1), u"9"_s);
    }

    void selectedCellsAreCopied() {
        SqlBench b;
        b.show(smallTable());
        SqlGrid& grid = b.page().grid();
        grid.setFocus();
        grid.selectAll();
        b.press(Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), u"b\t10\t\na\t9\t{\"long\": true}\n"_s);
        b.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), u"name\tn\tnote\nb\t10\t\na\t9\t{\"long\": true}\n"_s);
        grid.setCurrentIndex(grid.model()->index(1, 0));
        b.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"a"_s);
    }

    void aCellOpensInTheReader() {
        SqlBench b;
        b.show(smallTable());
        SqlGrid& grid = b.page().grid();
        grid.setFocus();
        grid.setCurrentIndex(grid.model()->index(1, 2));
        b.press(Qt::Key_Return);
        auto* reader = grid.findChild<QWidget*>(u"textReader"_s);
        QVERIFY(reader);
        QCOMPARE(reader->windowTitle(), u"note, row 2"_s);
        reader->close();
    }

    void rowsAreSavedToAFile() {
        SqlBench b;
        b.show(smallTable());
        QStringList said;
        connect(b.panel.get(), &Panel::statusMessage, this, [&](const QString& sentence) { said << sentence; });
        const QString file = b.dir.filePath(u"rows.json"_s);
        b.page().save(file, SqlTextFormat::Json);
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY(!said.isEmpty() && said.last().startsWith(u"2 rows, "_s));
    }

    void aFailedSaveIsSaidWhereItHappened() {
        SqlBench b;
        b.show(smallTable());
        b.page().save(u"/nowhere/at/all.csv"_s, SqlTextFormat::Csv);
        auto* banner = b.page().findChild<Banner*>(u"sqlProblem"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->message().contains(u"/nowhere/at/all.csv"_s));
    }
};

QTEST_MAIN(TestSqlResults)
#include "tst_sql_results.moc"
