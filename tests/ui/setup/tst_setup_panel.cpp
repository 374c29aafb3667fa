#include "tests/ui/setup/SetupBench.h"
#include "ui/common/Banner.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestSetupPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDefaultsLeadFromTheFirstPageToProved() {
        SetupBench b;
        b.open();
        b.click(u"setupToOverview"_s);
        b.click(u"applyAll"_s);
        QTRY_VERIFY(b.shown<Banner>(u"overviewResult"_s));
        QCOMPARE(b.shown<Banner>(u"overviewResult"_s)->kind(), BannerKind::Success);
        b.click(u"bannerAction"_s);
        b.click(u"sendProof"_s);
        using State = ProofHopReport::State;
        b.setup.proofs.answer(proof({State::Passed, State::Passed, State::Passed, State::Passed}));
        QTRY_VERIFY(b.shown<Banner>(u"proofResult"_s));
        QCOMPARE(b.shown<Banner>(u"proofResult"_s)->kind(), BannerKind::Success);
        QCOMPARE(
            b.setup.applied, (QList{SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Grants}));
    }

    void thePagesTellTheirStateInWords() {
        SetupBench b;
        b.open();
        QTRY_COMPARE(b.page(0), u"1. Connection: done"_s);
        QTRY_COMPARE(b.state(u"Experiment"_s), u"not looked at"_s);
        b.go(u"Experiment"_s);
        QTRY_COMPARE(b.state(u"Experiment"_s), u"to do"_s);
    }

    void nothingIsAppliedByLooking() {
        SetupBench b;
        b.open();
        b.click(u"setupToOverview"_s);
        QTRY_COMPARE(b.state(u"Grants"_s), u"to do"_s);
        QVERIFY(b.setup.applied.isEmpty());
    }

    void whatIsTypedIsCheckedAsItIsTyped() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"my-app"_s);
        QTRY_VERIFY(b.text(u"experimentProblem"_s).contains(u"absolute path"_s));
        QTRY_COMPARE(b.state(u"Experiment"_s), u"needs an answer"_s);
    }

    void goingBackKeepsWhatWasTyped() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"/Shared/mine"_s);
        b.click(u"setupBack"_s);
        b.click(u"setupNext"_s);
        QCOMPARE(b.shown<QLineEdit>(u"experimentName"_s)->text(), u"/Shared/mine"_s);
    }

    void aChangedAnswerMarksLaterPages() {
        SetupBench b;
        b.open();
        b.go(u"Table check"_s);
        QTRY_COMPARE(b.state(u"Table check"_s), u"done"_s);
        b.go(u"Experiment"_s);
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"/Shared/other"_s);
        QTRY_COMPARE(b.state(u"Table check"_s), u"look again"_s);
    }

    void anExperimentThatIsThereCanBeTaken() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        auto* table = b.shown<QTableView>(u"setupExperiments"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(1);
        QTRY_COMPARE(b.shown<QLineEdit>(u"experimentName"_s)->text(), u"/Shared/unlinked"_s);
        QTRY_COMPARE(b.setup.lastPlan.experimentId, u"8"_s);
    }

    void theCallsAreShownWordByWordOnDemand() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        QTRY_VERIFY(b.shown<QToolButton>(u"callsToggle"_s));
        QVERIFY(!b.shown<QPlainTextEdit>(u"callTexts"_s));
        QVERIFY(b.text(u"callPurposes"_s).contains(u"Make the experiment"_s));
        b.shown<QToolButton>(u"callsToggle"_s)->click();
        QVERIFY(b.shown<QPlainTextEdit>(u"callTexts"_s)->toPlainText().contains(u"POST /experiment"_s));
    }

    void aStepWaitsForThoseBeforeIt() {
        SetupBench b;
        b.open();
        b.go(u"Grants"_s);
        QTRY_VERIFY(b.shown<QPushButton>(u"applyStep"_s));
        QVERIFY(!b.isEnabled(u"applyStep"_s));
        QTRY_VERIFY(b.text(u"applyObstacle"_s).contains(u"Experiment"_s));
    }

    void aRefusalIsNamedWithItsRemedyAndDetails() {
        SetupBench b;
        b.setup.refusals[SetupStep::Experiment] = {ErrorCode::NotAllowed, u"You may not."_s, u"Ask Ada."_s};
        b.open();
        b.go(u"Experiment"_s);
        b.click(u"applyStep"_s);
        QTRY_VERIFY(b.shown<Banner>(u"stepProblem"_s));
        QCOMPARE(b.shown<Banner>(u"stepProblem"_s)->remedy(), u"Ask Ada."_s);
        b.click(u"bannerAction"_s);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"request id 12"_s));
    }

    void aWayRoundIsOneClick() {
        SetupBench b;
        SetupPlan round;
        round.connectionId = u"acme"_s;
        round.experimentName = u"/Shared/traces-2"_s;
        round.catalog = u"main"_s;
        round.schema = u"traces"_s;
        b.setup.offers[SetupStep::Location] = {{u"Use a new experiment"_s, round}};
        b.open();
        b.go(u"Catalog and schema"_s);
        b.click(u"offer"_s);
        b.go(u"Experiment"_s);
        QTRY_COMPARE(b.shown<QLineEdit>(u"experimentName"_s)->text(), u"/Shared/traces-2"_s);
    }

    void applyingAllStopsAtTheFirstRefusal() {
        SetupBench b;
        b.setup.refusals[SetupStep::Schema] = {ErrorCode::NotAllowed, u"You may not."_s, u"Ask Ada."_s};
        b.open();
        b.click(u"setupToOverview"_s);
        b.click(u"applyAll"_s);
        QTRY_VERIFY(b.shown<Banner>(u"overviewResult"_s));
        QVERIFY(b.shown<Banner>(u"overviewResult"_s)->message().contains(u"Catalog and schema"_s));
        QCOMPARE(b.setup.applied, (QList{SetupStep::Experiment, SetupStep::Schema}));
        b.click(u"bannerAction"_s);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Catalog and schema"_s);
    }

    void applyingShowsWhatIsDoneAndCanBeCancelled() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        QTRY_VERIFY(b.isEnabled(u"applyStep"_s));
        b.setup.holds = true;
        b.click(u"applyStep"_s);
        b.setup.held.tell(u"Making the experiment"_s);
        QTRY_VERIFY(b.text(u"stepText"_s).contains(u"Making the experiment"_s));
        QCOMPARE(b.state(u"Experiment"_s), u"working…"_s);
        b.setup.holds = false;
        b.click(u"stepCancel"_s);
        QTRY_VERIFY(b.setup.held.isCancelled());
        b.setup.held.finish();
        QTRY_COMPARE(b.state(u"Experiment"_s), u"done"_s); // it was looked at again: the work had been done
    }

    void aSetupIsResumedAfterARestart() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"/Shared/mine"_s);
        b.leave();
        b.open();
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Experiment"_s);
        QCOMPARE(b.shown<QLineEdit>(u"experimentName"_s)->text(), u"/Shared/mine"_s);
        QVERIFY(b.shown<Banner>(u"setupResumed"_s));
    }

    void startingAnewForgetsTheAnswers() {
        SetupBench b;
        b.open();
        b.go(u"Experiment"_s);
        auto* name = b.shown<QLineEdit>(u"experimentName"_s);
        name->selectAll();
        QTest::keyClicks(name, u"/Shared/mine"_s);
        b.shown<QPushButton>(u"startAnew"_s)->click();
        QTRY_VERIFY(b.panel->findChild<QPushButton*>(u"anewYes"_s));
        b.panel->findChild<QPushButton*>(u"anewYes"_s)->click();
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Connection"_s);
        b.go(u"Experiment"_s);
        QTRY_COMPARE(b.shown<QLineEdit>(u"experimentName"_s)->text(), u"/Users/ada@acme.example/traces"_s);
        QVERIFY(!b.setup.kept);
    }

    void somebodyIsFoundByNameAndGranted() {
        SetupBench b;
        b.open();
        b.go(u"Grants"_s);
        auto* search = b.shown<QLineEdit>(u"principalSearch"_s);
        QTest::keyClicks(search, u"orders"_s);
        b.click(u"addGrant"_s);
        QTRY_COMPARE(b.shown<QTableView>(u"grantsTable"_s)->model()->rowCount(), 2);
        QTRY_COMPARE(b.setup.lastPlan.grants.size(), 2);
        QCOMPARE(b.setup.lastPlan.grants[1].principal.id, u"0f6c-app"_s);
    }

    void aTraceThatIsLostIsNamedByItsHop() {
        SetupBench b;
        b.sendProof();
        using State = ProofHopReport::State;
        b.setup.proofs.answer(proof({State::Passed, State::Failed, State::Waiting, State::Waiting}));
        QTRY_VERIFY(b.shown<Banner>(u"proofResult"_s));
        QCOMPARE(b.shown<Banner>(u"proofResult"_s)->message(), u"In the table: No row came."_s);
        QCOMPARE(b.state(u"Prove it"_s), u"blocked"_s);
    }

    void theProvedTraceCanBeOpened() {
        SetupBench b;
        b.sendProof();
        using State = ProofHopReport::State;
        b.setup.proofs.answer(proof({State::Passed, State::Passed, State::Passed, State::Passed}));
        QSignalSpy wanted(b.panel.get(), &SetupPanel::traceRequested);
        b.click(u"openProof"_s);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(b.workspace.opened.size(), 1);
    }

    void anMlflowServerHasFewerPages() {
        SetupBench b;
        b.workspace.list[0].settings.kind = ConnectionKind::MlflowServer;
        b.open();
        QTRY_COMPARE(b.state(u"Connection"_s), u"done"_s);
        QVERIFY(b.state(u"SQL warehouse"_s).isEmpty());
        QVERIFY(!b.state(u"Experiment"_s).isEmpty());
    }

    void beforeTheSignInPagesLeadToIt() {
        SetupBench b;
        b.workspace.running = false;
        b.open();
        b.choose(u"Experiment"_s);
        b.click(u"goToConnection"_s);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Connection"_s);
        QVERIFY(b.shown<QPushButton>(u"startPractice"_s));
    }

    void theWalkWorksByKeyboard() {
        SetupBench b;
        b.open();
        QTRY_COMPARE(b.state(u"Connection"_s), u"done"_s);
        QTest::keyClick(b.panel.get(), Qt::Key_PageDown, Qt::AltModifier);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"SQL warehouse"_s);
        QTest::keyClick(b.panel.get(), Qt::Key_PageDown, Qt::AltModifier);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Experiment"_s);
        QTRY_VERIFY(b.shown<QLineEdit>(u"experimentName"_s)->hasFocus());
        QTest::keyClick(b.shown<QLineEdit>(u"experimentName"_s), Qt::Key_PageUp, Qt::AltModifier);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"SQL warehouse"_s);
    }

    void whatWasChangedCanBeTakenBack() {
        SetupBench b;
        SetupRecordEntry entry;
        entry.id = u"e1"_s;
        entry.succeeded = true;
        entry.call.purpose = u"Link the experiment"_s;
        entry.undo = {SetupCall::Kind::Rest, u"Unlink the experiment"_s, u"POST /unlink"_s};
        b.setup.entries << entry;
        b.open();
        b.click(u"setupToOverview"_s);
        QTRY_VERIFY(b.shown<QTableView>(u"recordTable"_s));
        b.shown<QTableView>(u"recordTable"_s)->selectRow(0);
        b.shown<QPushButton>(u"undoRecord"_s)->click();
        QTRY_VERIFY(b.panel->findChild<QMessageBox*>(u"undoQuestion"_s));
        auto* box = b.panel->findChild<QMessageBox*>(u"undoQuestion"_s);
        QVERIFY(box->informativeText().contains(u"POST /unlink"_s));
        box->findChild<QPushButton*>(u"undoYes"_s)->click();
        QTRY_VERIFY(b.setup.entries[0].undone);
    }

    void aRunThatStoppedCanBeAppliedAgain() {
        SetupBench b;
        b.setup.refusals[SetupStep::Schema] = {ErrorCode::NotAllowed, u"You may not."_s, u"Ask Ada."_s};
        b.open();
        b.click(u"setupToOverview"_s);
        b.click(u"applyAll"_s);
        QTRY_VERIFY(b.shown<Banner>(u"overviewResult"_s));
        b.setup.refusals.clear();
        b.click(u"applyAll"_s);
        QTRY_COMPARE(b.setup.applied.size(), 5);
        QTRY_COMPARE(b.state(u"Overview"_s), u"done"_s);
    }

    void monitoringIsAskedForAndItsScorersPlanned() {
        SetupBench b;
        b.open();
        b.go(u"Monitoring"_s);
        QCOMPARE(b.state(u"Monitoring"_s), u"not asked"_s);
        b.shown<QCheckBox>(u"monitoringWanted"_s)->click();
        b.shown<QCheckBox>(u"scorer-Guidelines"_s)->click();
        QTRY_COMPARE(b.state(u"Monitoring"_s), u"needs an answer"_s);
        QTest::keyClicks(b.shown<QPlainTextEdit>(u"scorerGuidelines-Guidelines"_s), u"Name the sources."_s);
        QTRY_COMPARE(b.state(u"Monitoring"_s), u"to do"_s);
        QCOMPARE(b.setup.lastPlan.scorers.size(), 2);
        QCOMPARE(b.setup.lastPlan.scorers[1].guidelines, QStringList{u"Name the sources."_s});
        QCOMPARE(b.setup.lastPlan.monitoringWarehouseId, u"w1"_s);
    }

    void theCollectorIsAppliedWithItsSecret() {
        SetupBench b;
        for (const SetupStep step : {SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Grants})
            b.setup.states[step] = SetupState::Done;
        b.open();
        b.go(u"Send from your app"_s);
        b.shown<QCheckBox>(u"collectorWanted"_s)->click();
        QTest::keyClicks(b.shown<QLineEdit>(u"collectorSecret"_s), u"not-a-real-token"_s);
        b.click(u"applyStep"_s);
        QTRY_COMPARE(b.setup.applied, QList{SetupStep::Collector});
        QCOMPARE(b.setup.secrets, QList{QByteArray("not-a-real-token")});
    }

    void recipesAreFilledInWithThePlan() {
        SetupBench b;
        b.open();
        b.go(u"Send from your app"_s);
        QTRY_VERIFY(b.shown<QPlainTextEdit>(u"recipeCode"_s));
        QTRY_VERIFY(
            b.shown<QPlainTextEdit>(u"recipeCode"_s)->toPlainText().contains(u"/Users/ada@acme.example/traces"_s));
        QVERIFY(b.shown<QLabel>(u"recipesEarly"_s));
    }

    void aScorerThatWasNotStartedSaysSo() {
        SetupBench b;
        b.setup.states[SetupStep::Experiment] = SetupState::Done;
        b.setup.scorerLists.ready = QList<MonitoredScorer>{{u"safety"_s, u"Safety"_s, 0, {}}};
        b.open();
        b.go(u"Monitoring"_s);
        b.shown<QCheckBox>(u"monitoringWanted"_s)->click();
        QTRY_VERIFY(b.shown<QTableView>(u"scorersTable"_s));
        auto* table = b.shown<QTableView>(u"scorersTable"_s);
        QTRY_VERIFY(table->model()->index(0, 2).data().toString().contains(u"not started"_s));
        table->selectRow(0);
        b.click(u"startScorer"_s);
        QTRY_VERIFY(b.panel->findChild<QMessageBox*>(u"scorerQuestion"_s));
        auto* box = b.panel->findChild<QMessageBox*>(u"scorerQuestion"_s);
        QVERIFY(box->informativeText().contains(u"PATCH /scorers"_s));
        QVERIFY(b.setup.scorerChanges.isEmpty());
        box->findChild<QPushButton*>(u"scorerYes"_s)->click();
        QTRY_COMPARE(b.setup.scorerChanges.size(), 1);
        QCOMPARE(b.setup.scorerChanges[0].sampleRate, std::optional(1.0));
    }
};

QTEST_MAIN(TestSetupPanel)
#include "tst_setup_panel.moc"
