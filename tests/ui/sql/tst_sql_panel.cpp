#include "tests/ui/sql/SqlBench.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Theme.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

QDialog* confirmDialog(const SqlBench& b) { return b.panel->findChild<QDialog*>(u"sqlConfirm"_s); }

} // namespace

class TestSqlPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theStatementAtTheCursorRuns() {
        SqlBench b;
        b.answerWith(smallTable());
        b.write(u"select 1;\nselect 2"_s, 12);
        b.runHere();
        QTRY_VERIFY(b.panel->isSettled());
        QCOMPARE(b.ran(), QStringList{u"select 2"_s});
        QCOMPARE(b.cell(0, 0), u"b"_s);
        QVERIFY(b.page().findChild<ElidedLabel*>(u"sqlFacts"_s)->text().startsWith(u"2 rows · "_s));
    }

    void onlyTheSelectionRuns() {
        SqlBench b;
        b.answerWith(smallTable());
        b.write(u"select 1; select 2; select 3"_s);
        QTextCursor cursor = b.editor().textCursor();
        cursor.setPosition(0);
        cursor.setPosition(18, QTextCursor::KeepAnchor);
        b.editor().setTextCursor(cursor);
        b.runHere();
        QTRY_COMPARE(b.ran(), (QStringList{u"select 1"_s, u"select 2"_s}));
    }

    void everyStatementGetsATabOfItsOwn() {
        SqlBench b;
        b.answerWith(smallTable());
        b.write(u"select 1; select 2"_s);
        b.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(b.panel->isSettled());
        QCOMPARE(b.results().count(), 2);
        QVERIFY(b.results().tabText(1).contains(u"select 2"_s));
        QCOMPARE(b.results().currentIndex(), 1);
        b.press(Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(b.results().currentIndex(), 0);
    }

    void whatTheWarehouseWaitsForIsShown() {
        SqlBench b;
        b.write(u"select 1"_s);
        b.runHere();
        b.lastRun().say(1, u"Warehouse is starting, 4 s"_s);
        QTRY_VERIFY(b.page().findChild<QLabel*>(u"sqlWait"_s)->text().startsWith(u"Warehouse is starting, 4 s"_s));
    }

    void aRunCanBeStopped() {
        SqlBench b;
        b.write(u"select 1; select 2"_s);
        b.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        b.press(Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(b.lastRun().promise->isCanceled());
        QCOMPARE(b.results().page(0)->findChild<QLabel*>(u"sqlWait"_s)->text(), u"Cancelled"_s);
        QVERIFY(b.panel->isSettled());
    }

    void aMistakeIsMarkedWhereItIs() {
        SqlBench b;
        b.write(u"select 1;\nselect nme from t"_s, 12);
        b.runHere();
        b.lastRun().answer(failure(ErrorCode::BadInput, u"No column nme (line 1, pos 7)"_s));
        QTRY_COMPARE(b.editor().mistakeLine(), 1);
        QCOMPARE(b.page().findChild<Banner*>(u"sqlProblem"_s)->message(), u"No column nme (line 1, pos 7)"_s);
        b.write(b.editor().toPlainText(), 0);
        b.press(Qt::Key_F8);
        QCOMPARE(b.editor().textCursor().position(), 0); // the text was replaced: its marks are gone
    }

    void aMarkedMistakeMovesWithTheText() {
        SqlBench b;
        b.write(u"select nme from t"_s);
        b.runHere();
        QTextCursor top(b.editor().document());
        top.insertText(u"-- more\n"_s);
        b.lastRun().answer(failure(ErrorCode::BadInput, u"No column nme (line 1, pos 7)"_s));
        QTRY_COMPARE(b.editor().mistakeLine(), 1);
        b.press(Qt::Key_F8);
        QCOMPARE(b.editor().textCursor().position(), 15);
        b.page().findChild<Banner*>(u"sqlProblem"_s)->findChild<QPushButton*>()->click();
        QCOMPARE(b.editor().textCursor().position(), 15);
    }

    void aNewRunClearsTheMark() {
        SqlBench b;
        b.write(u"select nme"_s);
        b.runHere();
        b.lastRun().answer(failure(ErrorCode::BadInput, u"No (line 1, pos 7)"_s));
        QTRY_COMPARE(b.editor().mistakeLine(), 0);
        b.runHere();
        QCOMPARE(b.editor().mistakeLine(), -1);
    }

    void aStatementThatChangesSomethingAsksFirst() {
        SqlBench b;
        b.write(u"select 1; drop table spans; grant select on x to y"_s);
        b.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(confirmDialog(b));
        QVERIFY(b.ran().isEmpty());
        const QString list = confirmDialog(b)->findChild<QPlainTextEdit*>(u"sqlConfirmList"_s)->toPlainText();
        QVERIFY(list.contains(u"drop table spans"_s) && list.contains(u"grant select on x to y"_s));
        QVERIFY(!list.contains(u"select 1"_s));
        confirmDialog(b)->findChild<QPushButton*>(u"sqlConfirmRun"_s)->click();
        QTRY_COMPARE(b.ran(), QStringList{u"select 1"_s});
    }

    void whoDoesNotConfirmRunsNothing() {
        SqlBench b;
        b.write(u"delete from spans"_s);
        b.runHere();
        QVERIFY(confirmDialog(b));
        QTest::keyClick(confirmDialog(b), Qt::Key_Return); // the default is not to run
        QTRY_VERIFY(!confirmDialog(b));
        QVERIFY(b.ran().isEmpty());
    }

    void aReadOnlySourceRefusesByItself() {
        SqlBench b(true);
        b.write(u"delete from spans"_s);
        b.runHere();
        QVERIFY(!confirmDialog(b));
        QCOMPARE(b.ran(), QStringList{u"delete from spans"_s});
        QVERIFY(b.find<QLabel>("sqlReadOnly")->isVisible());
    }

    void statementsOfTheHistoryComeBackBelow() {
        SqlBench b;
        b.show(smallTable());
        b.write(u"select 2"_s);
        auto* list = b.find<QWidget>("sqlHistory")->findChild<QListView*>();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(b.editor().toPlainText(), u"select 2\n;\n\nselect 1\n"_s);
        QCOMPARE(b.editor().currentStatement()->text, u"select 1"_s);
        b.editor().undo();
        QCOMPARE(b.editor().toPlainText(), u"select 2"_s);
    }

    void aQueryIsSavedByName() {
        SqlBench b;
        b.write(u"select 1; select 2"_s, 12);
        b.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = b.panel->window()->findChild<QInputDialog*>(u"nameDialog"_s);
        QVERIFY(dialog);
        dialog->setTextValue(u"My query"_s);
        dialog->accept();
        auto* list = b.find<QWidget>("sqlQueries")->findChild<QListView*>();
        QCOMPARE(list->model()->index(0, 0).data().toString(), u"My query"_s);
        QCOMPARE(list->model()->index(0, 0).data(SavedQueries::TextRole).toString(), u"select 2"_s);
    }

    void theDraftSurvivesARestartWithoutItsSecrets() {
        SqlBench b;
        b.write(u"select 1;\nset password = 'obviously-fake'"_s, 4);
        b.settings.beginGroup(u"sql"_s);
        b.panel->saveState(b.settings);
        b.settings.endGroup();
        b.open();
        QCOMPARE(b.editor().toPlainText(), u"select 1;\nset password = '***'"_s);
        QCOMPARE(b.editor().textCursor().position(), 4);
    }

    void theDraftIsKeptWhileTyping() {
        SqlBench b;
        b.write(u"select 1"_s);
        QTRY_COMPARE(b.settings.value(u"sql/draft"_s).toString(), u"select 1"_s);
    }

    void parametersAreAskedForAndSent() {
        SqlBench b;
        b.answerWith(smallTable());
        b.write(u"-- :days INT = 30\nselect :days, :who from identifier(:table)"_s, 25);
        QCOMPARE(b.find<QLineEdit>("sqlParameter-days")->text(), u"30"_s);
        QCOMPARE(b.find<QLineEdit>("sqlParameter-table")->text(), u"main.traces.spans"_s);
        b.find<QLineEdit>("sqlParameter-who")->setFocus();
        QTest::keyClicks(b.find<QLineEdit>("sqlParameter-who"), u"ada"_s);
        b.runHere();
        QTRY_COMPARE(b.ran().size(), 1);
        const auto& sent = b.lastRun().request.parameters;
        QCOMPARE(sent.size(), std::size_t(3));
        QCOMPARE(sent[0].value, u"30"_s);
        QCOMPARE(sent[0].type, u"INT"_s);
        QCOMPARE(sent[1].value, u"ada"_s);
        b.write(u"select :who"_s);
        QCOMPARE(b.find<QLineEdit>("sqlParameter-who")->text(), u"ada"_s); // kept by its name
        b.write(u"select 1"_s);
        QVERIFY(b.find<QWidget>("sqlParameters")->isHidden());
    }

    void theEmptyStateRunsAnExample() {
        SqlBench b;
        b.answerWith(smallTable());
        auto* empty = b.panel->findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        empty->findChild<QPushButton*>()->click();
        QTRY_COMPARE(b.ran().size(), 1);
        QVERIFY(b.ran()[0].startsWith(u"-- Traces a day"_s));
        QVERIFY(!empty->isVisible());
    }

    void anotherSourceChangesTheTable() {
        SqlBench b;
        b.write(u"select * from identifier(:table)"_s);
        auto other = std::make_shared<FakeWarehouse>();
        b.sources.put({.id = u"b"_s, .name = u"B"_s, .warehouse = other, .spansTable = u"x.y.z"_s});
        b.find<QComboBox>("sqlSource")->setCurrentIndex(1);
        QCOMPARE(b.find<QLineEdit>("sqlParameter-table")->text(), u"x.y.z"_s);
        b.runHere();
        QCOMPARE(other->statements(), QStringList{u"select * from identifier(:table)"_s});
    }

    void aSourceThatMayCostIsNotAskedByTyping() {
        SqlBench b;
        auto other = std::make_shared<FakeWarehouse>();
        b.sources.put({.id = u"b"_s, .name = u"B"_s, .warehouse = other, .spansTable = u"x.y.z"_s});
        b.find<QComboBox>("sqlSource")->setCurrentIndex(1);
        b.write({});
        QTest::keyClicks(&b.editor(), u"select a from x.y.z "_s);
        b.press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(other->asked.empty());
        b.runHere();
        other->asked[0].answer(smallTable());
        QTRY_VERIFY(b.panel->isSettled());
        QTest::keyClicks(&b.editor(), u"w"_s);
        QTRY_VERIFY(other->asked.size() > 1);
    }

    void everyKeyIsOnTheShortcutSheet() {
        SqlBench b;
        const auto sections = b.panel->shortcuts();
        QVERIFY(sections[0].entries.size() >= 15);
        for (const ShortcutEntry& entry : sections[0].entries)
            QVERIFY2(!entry.keys.isEmpty(), qPrintable(entry.text));
    }
};

QTEST_MAIN(TestSqlPanel)
#include "tst_sql_panel.moc"
