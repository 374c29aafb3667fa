#include "models/workspace/WorkspaceChooser.h"
#include "tests/support/FakeWorkspace.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"chooser.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    std::unique_ptr<WorkspaceChooser> chooser;

    void begin() {
        chooser = std::make_unique<WorkspaceChooser>(workspace, settings);
        chooser->begin();
    }
    /// With the running warehouse, until the tables of the linked experiment are found.
    void beginWithTable() {
        begin();
        QTRY_VERIFY(chooser->experimentList().value());
        chooser->chooseExperiment(u"7"_s);
        QTRY_VERIFY(chooser->table());
    }
};

} // namespace

class TestWorkspaceChooser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOnlyConnectionIsChosenAndAsked() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->isReady());
        QCOMPARE(b.workspace.reports.asked, QStringList{u"acme"_s});
        QCOMPARE(b.chooser->missing(), u"Choose an experiment."_s);
    }

    void aRunningWarehouseIsChosenByItself() {
        Bench b;
        b.workspace.warehouseLists.ready = QList<WarehouseInfo>{
            warehouse(u"w2"_s, WarehouseState::Stopped), warehouse(u"w1"_s, WarehouseState::Running)};
        b.begin();
        QTRY_VERIFY(b.chooser->warehouse());
        QCOMPARE(b.chooser->warehouse()->id, u"w1"_s);
    }

    void aWarehouseThatAnswersInArrowIsNeverChosen() {
        Bench b;
        WarehouseInfo arrow = warehouse(u"w0"_s, WarehouseState::Running);
        arrow.arrowOnly = true;
        b.workspace.warehouseLists.ready = QList<WarehouseInfo>{arrow, warehouse(u"w2"_s, WarehouseState::Stopped)};
        b.begin();
        QTRY_VERIFY(b.chooser->warehouse());
        QCOMPARE(b.chooser->warehouse()->id, u"w2"_s);
    }

    void anExperimentOnARunningWarehouseFindsItsTable() {
        Bench b;
        b.beginWithTable();
        QCOMPARE(b.workspace.tableLists.asked, QStringList{u"w1 7"_s});
        QCOMPARE(b.chooser->missing(), QString());
    }

    void aStoppedWarehouseIsNotStartedUnasked() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->experimentList().value());
        b.chooser->chooseWarehouse(u"w2"_s);
        b.chooser->chooseExperiment(u"7"_s);
        QVERIFY(b.chooser->tables().isIdle());
        QVERIFY(b.chooser->canFind());
        QCOMPARE(b.chooser->missing(), u"Look for the tables."_s);
    }

    void aStartedWarehouseIsShownAsStartingWithWhatItSays() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->warehouse());
        b.chooser->chooseWarehouse(u"w2"_s);
        b.chooser->startWarehouse();
        b.workspace.starts.tell(u"Starting, 12 s"_s);
        QTRY_COMPARE(b.chooser->starting().progress(), u"Starting, 12 s"_s);
        QCOMPARE(b.chooser->warehouse()->state, WarehouseState::Starting);
    }

    void aWarehouseThatHasStartedGoesOnToTheTables() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->experimentList().value());
        b.chooser->chooseWarehouse(u"w2"_s);
        b.chooser->chooseExperiment(u"7"_s);
        b.chooser->startWarehouse();
        b.workspace.starts.answer(warehouse(u"w2"_s, WarehouseState::Running));
        QTRY_VERIFY(b.chooser->table());
        QCOMPARE(b.workspace.tableLists.asked, QStringList{u"w2 7"_s});
    }

    void waitingForAWarehouseCanBeCancelledAndItsStateIsAskedAgain() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->warehouse());
        b.chooser->chooseWarehouse(u"w2"_s);
        b.chooser->startWarehouse();
        b.chooser->cancelStart();
        QTRY_VERIFY(b.workspace.starts.isCancelled());
        b.workspace.starts.finish();
        QTRY_COMPARE(b.workspace.warehouseLists.asked.size(), 2);
        QTRY_COMPARE(b.chooser->warehouse()->state, WarehouseState::Stopped);
    }

    void aSchemaIsAWayToo() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->catalogs().value());
        b.chooser->setWay(TracesWay::Schema);
        b.chooser->chooseCatalog(u"main"_s);
        QTRY_VERIFY(b.chooser->schemas().value());
        b.chooser->chooseSchema(u"prod"_s);
        QTRY_VERIFY(b.chooser->table());
        QCOMPARE(b.workspace.tableLists.asked, QStringList{u"w1 main.prod"_s});
    }

    void anotherCatalogForgetsTheSchema() {
        Bench b;
        b.begin();
        b.chooser->setWay(TracesWay::Schema);
        b.chooser->chooseCatalog(u"main"_s);
        b.chooser->chooseSchema(u"prod"_s);
        b.chooser->chooseCatalog(u"system"_s);
        QVERIFY(b.chooser->schema().isEmpty());
        QVERIFY(b.chooser->tables().isIdle());
    }

    void theSearchGoesToTheServerOnceTheTypingPauses() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->experimentList().value());
        b.chooser->searchExperiments(u"a"_s);
        b.chooser->searchExperiments(u"ag"_s);
        QTRY_COMPARE(b.workspace.experimentLists.asked, (QStringList{u""_s, u"ag"_s}));
    }

    void anUnlinkedExperimentCannotBeChosenFromTheList() {
        Bench b;
        b.begin();
        QTRY_VERIFY(b.chooser->experimentList().value());
        ExperimentsModel& rows = b.chooser->experiments();
        QVERIFY(!(rows.flags(rows.index(rows.rowOf(u"8"_s), 0)) & Qt::ItemIsSelectable));
        QVERIFY(rows.flags(rows.index(rows.rowOf(u"7"_s), 0)) & Qt::ItemIsSelectable);
    }

    void aTableThatCannotBeReadIsNotOpened() {
        Bench b;
        b.workspace.tableLists.ready->value()[0].readable = false;
        b.beginWithTable();
        b.chooser->open();
        QVERIFY(b.workspace.opened.isEmpty());
        QCOMPARE(b.chooser->missing(), u"This table cannot be read as spans."_s);
    }

    void openingNamesWhatWasChosen() {
        Bench b;
        b.beginWithTable();
        QSignalSpy opened(b.chooser.get(), &WorkspaceChooser::opened);
        b.chooser->open();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(b.workspace.opened,
            (QList<WorkspaceRequest>{{.connectionId = u"acme"_s,
                .warehouseId = u"w1"_s,
                .warehouseName = u"Warehouse w1"_s,
                .spansTable = u"main.prod.mlflow_experiment_trace_otel_spans"_s,
                .experimentId = u"7"_s,
                .experimentName = u"/Shared/agents"_s}}));
    }

    void whatWasOpenedIsChosenTheNextTime() {
        Bench b;
        b.beginWithTable();
        b.chooser->open();
        b.begin();
        QTRY_VERIFY(b.chooser->table());
        QCOMPARE(b.chooser->experiment()->id, u"7"_s);
        QCOMPARE(b.chooser->warehouse()->id, u"w1"_s);
    }

    void aRefusedOpeningIsSaid() {
        Bench b;
        b.workspace.refusal = Error{ErrorCode::NotFound, u"Gone."_s, u"Look again."_s};
        b.beginWithTable();
        b.chooser->open();
        QCOMPARE(b.chooser->openProblem()->message, u"Gone."_s);
    }

    void aConnectionThatDoesNotWorkSaysWhyAndAsksForNothingElse() {
        Bench b;
        ConnectionReport bad;
        bad.problem = Error{ErrorCode::NotAllowed, u"The token has ended."_s, u"Sign in again."_s};
        b.workspace.reports.ready = bad;
        b.begin();
        QTRY_VERIFY(b.chooser->connectionProblem());
        QCOMPARE(b.chooser->connectionProblem()->message, u"The token has ended."_s);
        QVERIFY(b.workspace.warehouseLists.asked.isEmpty());
        QCOMPARE(b.chooser->missing(), u"The connection has to work first."_s);
    }

    void practiceIsNotStartedUnasked() {
        Bench b;
        b.workspace.running = false;
        b.begin();
        QVERIFY(b.workspace.reports.asked.isEmpty());
        QVERIFY(b.chooser->needsStart());
        QCOMPARE(b.chooser->missing(), u"Start the practice workspace."_s);
    }

    void aLateAnswerOfAnotherConnectionIsNotTaken() {
        Bench b;
        Connection other = b.workspace.list[0];
        other.settings.id = u"other"_s;
        b.workspace.list << other;
        b.workspace.reports.ready.reset();
        b.begin();
        b.chooser->chooseConnection(u"other"_s);
        b.workspace.reports.answerEarlier(ConnectionReport());
        QCoreApplication::processEvents();
        QVERIFY(b.chooser->report().isBusy() && !b.chooser->isReady());
        QCOMPARE(b.workspace.reports.asked, (QStringList{u"acme"_s, u"other"_s}));
        QVERIFY(b.workspace.warehouseLists.asked.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceChooser)
#include "tst_workspace_chooser.moc"
