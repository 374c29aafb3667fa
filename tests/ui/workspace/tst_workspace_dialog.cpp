#include "tests/support/FakeWorkspace.h"
#include "ui/common/Banner.h"
#include "ui/workspace/ReopenDialog.h"
#include "ui/workspace/WorkspaceDialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"dialog.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    std::unique_ptr<WorkspaceDialog> dialog;

    void open() {
        dialog = std::make_unique<WorkspaceDialog>(workspace, settings);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
    }
    template <class T> T* shown(const QString& name) const {
        for (T* child : dialog->findChildren<T*>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    void choose(const QString& table, int row) const {
        QTRY_VERIFY(shown<QTableView>(table) && shown<QTableView>(table)->model()->rowCount() > row);
        shown<QTableView>(table)->selectRow(row);
    }
    QString label(const QString& name) const {
        const auto* found = shown<QLabel>(name);
        return found ? found->text() : QString();
    }
    bool canOpen() const { return dialog->findChild<QPushButton*>(u"openWorkspace"_s)->isEnabled(); }
    Banner* error() const { return shown<Banner>(u"stepError"_s); }
};

struct Shows : QObject {
    int count = 0;
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Show;
        return false;
    }
};

} // namespace

class TestWorkspaceDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itOpensByKeyboardAlone() {
        Bench b;
        b.open();
        QTRY_VERIFY(b.shown<QTableView>(u"experimentTable"_s));
        auto* experiments = b.shown<QTableView>(u"experimentTable"_s);
        QTRY_COMPARE(experiments->model()->rowCount(), 2);
        experiments->setFocus();
        QTest::keyClick(experiments, Qt::Key_Down);
        QTest::keyClick(experiments, Qt::Key_Home, Qt::ControlModifier);
        QTRY_VERIFY(b.canOpen());
        QSignalSpy accepted(b.dialog.get(), &QDialog::accepted);
        QTest::keyClick(experiments, Qt::Key_Return);
        QTRY_COMPARE(accepted.size(), 1);
        QCOMPARE(b.workspace.opened.size(), 1);
    }

    void aPlaceThatOpensAtOnceShowsNoDialog() {
        FakeWorkspace workspace;
        ReopenDialog dialog(
            workspace, {.connectionId = u"acme"_s, .warehouseId = u"w1"_s, .spansTable = u"a.b.c"_s}, u"a.b on Acme"_s);
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        Shows shows;
        dialog.installEventFilter(&shows);
        dialog.begin();
        QTRY_COMPARE(accepted.size(), 1);
        QCOMPARE(shows.count, 0);
    }

    void openingAgainAsksBeforeAWarehouseIsStarted() {
        FakeWorkspace workspace;
        workspace.warehouseStates.ready = warehouse(u"w2"_s, WarehouseState::Stopped);
        ReopenDialog dialog(workspace,
            {.connectionId = u"acme"_s, .warehouseId = u"w2"_s, .warehouseName = u"Small"_s, .spansTable = u"a.b.c"_s},
            u"a.b on Acme"_s);
        dialog.begin();
        QTRY_VERIFY(dialog.isVisible());
        auto* start = dialog.findChild<QPushButton*>(u"reopenStart"_s);
        QTRY_VERIFY(start->isVisible());
        QVERIFY(dialog.findChild<QLabel*>(u"reopenWords"_s)->text().contains(u"Small is stopped"_s));
        start->click();
        QCOMPARE(workspace.starts.asked, QStringList{u"w2"_s});
        QVERIFY(!start->isVisible());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(workspace.starts.isCancelled());
    }

    void openingAgainThatFailsOffersAnotherWay() {
        FakeWorkspace workspace;
        workspace.finds.ready = failure(ErrorCode::NotFound, u"It is gone."_s, u"Choose anew."_s);
        ReopenDialog dialog(
            workspace, {.connectionId = u"acme"_s, .warehouseId = u"w1"_s, .spansTable = u"a.b.c"_s}, u"a.b on Acme"_s);
        QSignalSpy other(&dialog, &ReopenDialog::otherWayRequested);
        dialog.begin();
        QTRY_VERIFY(dialog.isVisible());
        QCOMPARE(dialog.findChild<Banner*>()->message(), u"It is gone."_s);
        dialog.findChild<QPushButton*>(u"reopenOther"_s)->click();
        QCOMPARE(other.value(0).value(0).toString(), u"acme"_s);
        QVERIFY(!dialog.isVisible());
    }

    void theChosenConnectionIsMarkedInItsList() {
        Bench b;
        b.open();
        auto* list = b.shown<QListView>(u"workspaceConnections"_s);
        QTRY_VERIFY(list->selectionModel()->isSelected(list->model()->index(0, 0)));
    }

    void theFoundTableIsNamedWithItsShape() {
        Bench b;
        b.open();
        b.choose(u"experimentTable"_s, 0);
        QTRY_COMPARE(b.label(u"tableSummary"_s), u"v1 trace table"_s);
        QCOMPARE(b.shown<QComboBox>(u"tableBox"_s)->currentText(), u"main.prod.mlflow_experiment_trace_otel_spans"_s);
    }

    void whatIsMissingStandsBesideTheButton() {
        Bench b;
        b.open();
        QTRY_COMPARE(b.label(u"missingLabel"_s), u"Choose an experiment."_s);
        QVERIFY(!b.canOpen());
    }

    void aColdStartShowsItsTimeAndCanBeCancelled() {
        Bench b;
        b.open();
        b.choose(u"warehouseTable"_s, 1);
        QTRY_VERIFY(b.shown<QPushButton>(u"startWarehouse"_s));
        b.shown<QPushButton>(u"startWarehouse"_s)->click();
        b.workspace.starts.tell(u"Starting, 12 s"_s);
        QTRY_COMPARE(b.label(u"stepText"_s), u"Starting, 12 s"_s);
        b.shown<QPushButton>(u"stepCancel"_s)->click();
        QTRY_VERIFY(b.workspace.starts.isCancelled());
    }

    void aStoppedWarehouseSaysThatLookingStartsIt() {
        Bench b;
        b.open();
        b.choose(u"warehouseTable"_s, 1);
        b.choose(u"experimentTable"_s, 0);
        QTRY_COMPARE(
            b.label(u"tableSummary"_s), u"The SQL warehouse does not run. Looking for the tables starts it."_s);
        b.shown<QPushButton>(u"findTables"_s)->click();
        QCOMPARE(b.workspace.tableLists.asked, QStringList{u"w2 7"_s});
    }

    void aFailedConnectionOffersTheBrowserAndTheConnectionsPanel() {
        Bench b;
        ConnectionReport bad;
        bad.problem = Error{ErrorCode::NotAllowed, u"The token has ended."_s, u"Sign in again."_s};
        b.workspace.reports.ready = bad;
        b.open();
        QTRY_VERIFY(b.error());
        QCOMPARE(b.error()->remedy(), u"Sign in again."_s);
        QVERIFY(b.shown<QPushButton>(u"workspaceSignIn"_s));
        QSignalSpy leaving(b.dialog.get(), &WorkspaceDialog::connectionsRequested);
        b.shown<QPushButton>(u"mendConnection"_s)->click();
        QCOMPARE(leaving.size(), 1);
        QCOMPARE(leaving[0][0].toString(), u"acme"_s);
    }

    void aSignInThatSucceedsGoesOn() {
        Bench b;
        ConnectionReport bad;
        bad.problem = Error{ErrorCode::NotAllowed, u"The token has ended."_s, {}};
        const auto good = b.workspace.reports.ready;
        b.workspace.reports.ready = bad;
        b.workspace.signIns.ready = good;
        b.open();
        QTRY_VERIFY(b.shown<QPushButton>(u"workspaceSignIn"_s));
        b.shown<QPushButton>(u"workspaceSignIn"_s)->click();
        QTRY_VERIFY(b.shown<QTableView>(u"warehouseTable"_s));
    }

    void failedTablesCanBeAskedForAgain() {
        Bench b;
        b.workspace.tableLists.ready = std::unexpected(Error{ErrorCode::NotAllowed, u"No SELECT."_s, u"Ask for it."_s});
        b.open();
        b.choose(u"experimentTable"_s, 0);
        QTRY_VERIFY(b.error());
        QCOMPARE(b.error()->message(), u"No SELECT."_s);
        Q_EMIT b.error()->actionTriggered();
        QCOMPARE(b.workspace.tableLists.asked.size(), 2);
    }

    void anEmptySchemaTellsWhichGrantsAreNeeded() {
        Bench b;
        b.workspace.tableLists.ready = QList<WorkspaceTable>();
        b.open();
        QTRY_VERIFY(b.shown<QTabBar>(u"tracesWays"_s));
        b.shown<QTabBar>(u"tracesWays"_s)->setCurrentIndex(1);
        QTRY_VERIFY(b.shown<QComboBox>(u"catalogBox"_s));
        QTRY_COMPARE(b.shown<QComboBox>(u"catalogBox"_s)->count(), 2);
        auto* catalog = b.shown<QComboBox>(u"catalogBox"_s)->lineEdit();
        QTest::keyClicks(catalog, u"main"_s);
        QTest::keyClick(catalog, Qt::Key_Return);
        auto* schema = b.shown<QComboBox>(u"schemaBox"_s)->lineEdit();
        QTRY_VERIFY(schema->isEnabled());
        QTest::keyClicks(schema, u"prod"_s);
        QTest::keyClick(schema, Qt::Key_Return);
        QTRY_VERIFY(b.label(u"tableSummary"_s).contains(u"USE SCHEMA"_s));
    }

    void anOpenListOfTablesStaysAsItIs() {
        Bench b;
        WorkspaceTable second;
        second.spans = u"main.prod.other_otel_spans"_s;
        second.readable = true;
        b.workspace.tableLists.ready->value() << second;
        b.open();
        b.choose(u"experimentTable"_s, 0);
        QTRY_VERIFY(b.shown<QComboBox>(u"tableBox"_s));
        QSignalSpy refilled(b.shown<QComboBox>(u"tableBox"_s)->model(), &QAbstractItemModel::rowsInserted);
        Q_EMIT b.workspace.connectionsChanged();
        QCOMPARE(b.shown<QComboBox>(u"tableBox"_s)->count(), 2);
        QCOMPARE(refilled.size(), 0);
    }

    void practiceIsStartedFromTheDialog() {
        Bench b;
        b.workspace.running = false;
        b.open();
        QTRY_VERIFY(b.shown<QPushButton>(u"startPractice"_s));
        b.workspace.running = true;
        b.shown<QPushButton>(u"startPractice"_s)->click();
        QTRY_VERIFY(b.shown<QTableView>(u"warehouseTable"_s));
        QVERIFY(!b.shown<QPushButton>(u"startPractice"_s));
    }

    void closingItCancelsWhatIsAsked() {
        Bench b;
        b.workspace.warehouseLists.ready.reset();
        b.open();
        QTRY_COMPARE(b.workspace.warehouseLists.asked.size(), 1);
        b.dialog.reset();
        QVERIFY(b.workspace.warehouseLists.isCancelled());
    }
};

QTEST_MAIN(TestWorkspaceDialog)
#include "tst_workspace_dialog.moc"
