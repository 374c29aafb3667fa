#include "models/workspace/PlaceOpening.h"
#include "models/workspace/PlaceStanding.h"
#include "models/workspace/RecentPlaces.h"
#include "tests/support/FakeWorkspace.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const auto Table = u"main.prod.mlflow_experiment_trace_otel_spans"_s;

WorkspaceRequest request(const QString& table = Table) {
    return {.connectionId = u"acme"_s,
        .warehouseId = u"w1"_s,
        .warehouseName = u"Main"_s,
        .spansTable = table,
        .experimentId = u"7"_s,
        .experimentName = u"/Shared/agents"_s};
}

struct Bench {
    FakeWorkspace workspace;
    PlaceOpening opening{workspace, request()};
    QSignalSpy opened{&opening, &PlaceOpening::opened};
};

Error ended() { return {ErrorCode::NeedsSignIn, u"The sign-in has ended."_s, u"Sign in again."_s}; }

} // namespace

/// Places that were open in an earlier run, and how those that are open stand.
class TestPlaceOpening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlaceIsOpenedAgainByItself() {
        Bench b;
        b.opening.begin();
        QTRY_COMPARE(b.opened.size(), 1);
        QCOMPARE(b.workspace.opened, QList<WorkspaceRequest>{request()});
        QCOMPARE(b.workspace.finds.asked, QStringList{Table});
        QCOMPARE(b.workspace.starts.asked, QStringList());
    }

    void aStoppedWarehouseIsStartedOnlyWhenThatIsSaid() {
        Bench b;
        b.workspace.warehouseStates.ready = warehouse(u"w1"_s, WarehouseState::Stopped);
        b.opening.begin();
        QTRY_COMPARE(b.opening.stage(), PlaceOpening::Stage::Stopped);
        QVERIFY(b.opening.words().contains(u"Main is stopped"_s));
        QCOMPARE(b.workspace.starts.asked, QStringList());
        QCOMPARE(b.workspace.finds.asked, QStringList());
        b.opening.startWarehouse();
        b.workspace.starts.tell(u"Starting, 42 s"_s);
        QTRY_COMPARE(b.opening.words(), u"SQL warehouse Main: Starting, 42 s"_s);
        b.workspace.starts.answer(warehouse(u"w1"_s, WarehouseState::Running));
        QTRY_COMPARE(b.opened.size(), 1);
    }

    void aWarehouseThatStartsAlreadyIsWaitedFor() {
        Bench b;
        b.workspace.warehouseStates.ready = warehouse(u"w1"_s, WarehouseState::Starting);
        b.opening.begin();
        QTRY_COMPARE(b.workspace.starts.asked, QStringList{u"w1"_s});
    }

    void aDeletedWarehouseIsSaid() {
        Bench b;
        b.workspace.warehouseStates.ready = warehouse(u"w1"_s, WarehouseState::Deleted);
        b.opening.begin();
        QTRY_COMPARE(b.opening.stage(), PlaceOpening::Stage::Failed);
        QVERIFY(b.opening.problem()->message.contains(u"deleted"_s));
    }

    void anEndedSignInIsMendedOnTheWay() {
        Bench b;
        ConnectionReport wrong;
        wrong.problem = ended();
        b.workspace.reports.ready = wrong;
        b.opening.begin();
        QTRY_VERIFY(b.opening.canSignIn());
        b.opening.signIn();
        ConnectionReport good;
        good.who = u"ada"_s;
        b.workspace.signIns.answer(good);
        QTRY_COMPARE(b.opened.size(), 1);
    }

    void aTableThatIsGoneIsSaidAndTriedAgain() {
        Bench b;
        b.workspace.finds.ready = failure(ErrorCode::NotFound, u"It is gone."_s, u"Choose anew."_s);
        b.opening.begin();
        QTRY_COMPARE(b.opening.stage(), PlaceOpening::Stage::Failed);
        QCOMPARE(b.opening.problem()->remedy, u"Choose anew."_s);
        QVERIFY(!b.opening.canSignIn());
        WorkspaceTable table;
        table.spans = Table;
        table.readable = true;
        b.workspace.finds.ready = table;
        b.opening.begin();
        QTRY_COMPARE(b.opened.size(), 1);
    }

    void aTableThatCannotBeReadSaysWhatIsMissing() {
        Bench b;
        WorkspaceTable table;
        table.findings = {u"span_id is missing."_s};
        b.workspace.finds.ready = table;
        b.opening.begin();
        QTRY_COMPARE(b.opening.stage(), PlaceOpening::Stage::Failed);
        QVERIFY(b.opening.problem()->remedy.contains(u"span_id"_s));
    }

    void anMlflowServerNeedsNoWarehouse() {
        FakeWorkspace workspace;
        PlaceOpening opening(workspace, {.connectionId = u"acme"_s, .experimentId = u"7"_s});
        QSignalSpy opened(&opening, &PlaceOpening::opened);
        opening.begin();
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(workspace.warehouseStates.asked, QStringList());
    }

    void placesAreRememberedLatestFirstWithoutRepeats() {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"recent.ini"_s), QSettings::IniFormat);
        RecentPlaces recent(settings);
        recent.note({u"a"_s, u"A"_s, request(u"x.y.a"_s)});
        recent.note({u"b"_s, u"B"_s, request(u"x.y.b"_s)});
        recent.note({u"a"_s, u"A"_s, request(u"x.y.a"_s)});
        const RecentPlaces again(settings);
        QCOMPARE(again.all(), recent.all());
        QCOMPARE(again.all().size(), 2);
        QCOMPARE(again.all().front(), (RecentPlace{u"a"_s, u"A"_s, request(u"x.y.a"_s)}));
    }

    void aForgottenPlaceStaysForgotten() {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"recent.ini"_s), QSettings::IniFormat);
        RecentPlaces recent(settings);
        recent.note({u"a"_s, u"A"_s, request()});
        recent.note({u"b"_s, u"B"_s, request()});
        QSignalSpy changed(&recent, &RecentPlaces::changed);
        recent.forget(u"a"_s);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!RecentPlaces(settings).find(u"a"_s));
        QVERIFY(RecentPlaces(settings).find(u"b"_s));
    }

    void onlyTheLatestPlacesAreKept() {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"recent.ini"_s), QSettings::IniFormat);
        RecentPlaces recent(settings);
        for (int i = 0; i < 20; ++i)
            recent.note({QString::number(i), u"title"_s, request()});
        QCOMPARE(recent.all().size(), RecentPlaces::MostPlaces);
        QCOMPARE(recent.all().front().id, u"19"_s);
        QCOMPARE(RecentPlaces(settings).all().size(), RecentPlaces::MostPlaces);
    }

    void aStandingAsksNothingUntilItIsTold() {
        FakeWorkspace workspace;
        PlaceStanding standing(workspace, request());
        QCOMPARE(workspace.reports.asked, QStringList());
        QVERIFY(standing.connectionWords().isEmpty() && standing.warehouseWords().isEmpty());
        standing.refresh();
        QTRY_COMPARE(standing.connectionWords(), u"Signed in as ada@acme.example"_s);
        QCOMPARE(standing.warehouseWords(), u"SQL warehouse Main: Running"_s);
        QVERIFY(!standing.canStart() && !standing.hasProblem());
    }

    void anEndingTokenSaysWhen() {
        FakeWorkspace workspace;
        ConnectionReport report;
        report.who = u"ada"_s;
        report.token.credential = CredentialKind::AccessToken;
        report.token.expires = QDateTime(QDate(2030, 1, 2), QTime(14, 20), Qt::LocalTime);
        workspace.reports.ready = report;
        PlaceStanding standing(workspace, request());
        standing.refresh();
        QTRY_VERIFY2(standing.connectionWords().contains(u"14:20"_s) || standing.connectionWords().contains(u"2:20"_s),
            qPrintable(standing.connectionWords()));
    }

    void anEndedSignInIsSaidAndSigningInIsOffered() {
        FakeWorkspace workspace;
        ConnectionReport wrong;
        wrong.problem = ended();
        workspace.reports.ready = wrong;
        PlaceStanding standing(workspace, request());
        QSignalSpy restored(&standing, &PlaceStanding::restored);
        standing.refresh();
        QTRY_VERIFY(standing.hasProblem() && standing.canSignIn());
        QCOMPARE(standing.connectionWords(), ended().oneLine());
        standing.signIn();
        QCOMPARE(standing.connectionWords(), u"Waiting for you to sign in, in the browser"_s);
        ConnectionReport good;
        good.who = u"ada"_s;
        workspace.signIns.answer(good);
        QTRY_COMPARE(restored.size(), 1);
        QCOMPARE(standing.connectionWords(), u"Signed in as ada"_s);
    }

    void aStoppedWarehouseCanBeStarted() {
        FakeWorkspace workspace;
        workspace.warehouseStates.ready = warehouse(u"w1"_s, WarehouseState::Stopped);
        PlaceStanding standing(workspace, request());
        QSignalSpy restored(&standing, &PlaceStanding::restored);
        standing.refresh();
        QTRY_VERIFY(standing.canStart());
        standing.startWarehouse();
        workspace.warehouseStates.ready = warehouse(u"w1"_s, WarehouseState::Running);
        workspace.starts.answer(warehouse(u"w1"_s, WarehouseState::Running));
        QTRY_COMPARE(restored.size(), 1);
        QTRY_COMPARE(standing.warehouseWords(), u"SQL warehouse Main: Running"_s);
    }
};

QTEST_GUILESS_MAIN(TestPlaceOpening)
#include "tst_place_opening.moc"
