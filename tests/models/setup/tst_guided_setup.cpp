#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupRun.h"
#include "tests/support/FakeSetup.h"

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
    QSettings settings{dir.filePath(u"setup.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    FakeSetup control;
    std::unique_ptr<GuidedSetup> setup;

    void begin() {
        setup = std::make_unique<GuidedSetup>(control, workspace, settings);
        setup->begin();
    }
    /// A look whose answer does not come before answerLate().
    void holdLook(SetupStep step) {
        control.holds = true;
        setup->look(step);
        control.holds = false;
    }
    /// As it stood when it was asked; by now it is done.
    void answerLate(SetupStep step) {
        control.states[step] = SetupState::ToDo;
        const SetupStepReport late = control.report(setup->plan(), step);
        control.states[step] = SetupState::Done;
        control.held.answer(late);
    }
    void beginSignedIn() {
        begin();
        QTRY_VERIFY(setup->isSignedIn());
        QTRY_VERIFY(!setup->isListing() && !setup->isAboutToLook());
    }
};

} // namespace

class TestGuidedSetup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSignInFillsInWhatCanBeGuessed() {
        Bench b;
        b.beginSignedIn();
        const SetupPlan& plan = b.setup->plan();
        QCOMPARE(plan.connectionId, u"acme"_s);
        QCOMPARE(plan.host, u"https://acme.example"_s);
        QCOMPARE(plan.warehouseId, u"w1"_s);
        QCOMPARE(plan.experimentName, u"/Users/ada@acme.example/traces"_s);
        QCOMPARE(plan.catalog, u"main"_s);
        QCOMPARE(plan.schema, u"traces"_s);
        QCOMPARE(plan.grants.size(), 1);
        QCOMPARE(plan.grants[0].principal.id, u"ada@acme.example"_s);
    }

    void whatIsTypedIsNotProposedOver() {
        Bench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"mine"_s; });
        b.setup->listCatalogs();
        QTRY_VERIFY(!b.setup->isListing());
        QCOMPARE(b.setup->plan().schema, u"mine"_s);
    }

    void anotherConnectionBringsItsOwnProposals() {
        Bench b;
        Connection other = b.workspace.list[0];
        other.settings.id = u"other"_s;
        other.settings.host = u"https://other.example"_s;
        b.workspace.list << other;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"mine"_s; });
        ConnectionReport report;
        report.who = u"ben@other.example"_s;
        b.workspace.reports.ready = report;
        b.setup->chooser().chooseConnection(u"other"_s);
        QTRY_COMPARE(b.setup->plan().experimentName, u"/Users/ben@other.example/traces"_s);
        QCOMPARE(b.setup->plan().schema, u"mine"_s);
        QCOMPARE(b.setup->plan().host, u"https://other.example"_s);
    }

    void anotherConnectionForgetsWhatWasSeen() {
        Bench b;
        Connection other = b.workspace.list[0];
        other.settings.id = u"other"_s;
        b.workspace.list << other;
        b.beginSignedIn();
        b.setup->look(SetupStep::Experiment);
        QTRY_VERIFY(b.setup->track(SetupStep::Experiment).report.has_value());
        b.setup->chooser().chooseConnection(u"other"_s);
        QVERIFY(!b.setup->track(SetupStep::Experiment).report.has_value());
    }

    void anExperimentOfAnotherNameHasNoId() {
        Bench b;
        b.control.states[SetupStep::Experiment] = SetupState::Done;
        b.beginSignedIn();
        b.setup->look(SetupStep::Experiment);
        QTRY_COMPARE(b.setup->plan().experimentId, u"77"_s);
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/other"_s; });
        QVERIFY(b.setup->plan().experimentId.isEmpty());
    }

    void anAppliedStepLetsLaterOnesBeLookedAtAgain() {
        Bench b;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Location));
        b.setup->apply(SetupStep::Schema);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Schema), SetupPageState::Done);
        QCOMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::LookAgain);
    }

    void aStepThatCannotBeToldHoldsNothingUp() {
        Bench b;
        for (const SetupStep step : {SetupStep::Experiment, SetupStep::Schema})
            b.control.states[step] = SetupState::Done;
        b.control.states[SetupStep::Schema] = SetupState::Uncertain;
        b.beginSignedIn();
        for (const SetupStep step :
            {SetupStep::SignIn, SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema, SetupStep::Location}) {
            b.setup->look(step);
            QTRY_VERIFY(b.setup->isFresh(step));
        }
        QCOMPARE(b.setup->stepState(SetupStep::Schema), SetupPageState::Uncertain);
        QCOMPARE(b.setup->applyObstacle(SetupStep::Location), QString());
    }

    void theNextExperimentStartsFromWhatWasAnswered() {
        Bench b;
        b.control.learnedPrefix = u"77"_s;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_COMPARE(b.setup->plan().tablePrefix, u"77"_s);
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/another"_s; });
        QCOMPARE(b.setup->plan().tablePrefix, QString());
        QCOMPARE(b.setup->plan().form, TraceTableForm::Newest);
    }

    void whatWasTakenBackIsLookedAtAgain() {
        Bench b;
        b.control.states[SetupStep::Location] = SetupState::Done;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::Done);
        b.setup->setProofState(SetupPageState::Done);
        Q_EMIT b.control.recordChanged();
        QCOMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::LookAgain);
        QCOMPARE(b.setup->state(SetupPage::Prove), SetupPageState::LookAgain);
    }

    void anotherConnectionIsGivenNoSecretOfTheFirst() {
        Bench b;
        Connection other = b.workspace.list[0];
        other.settings.id = u"other"_s;
        b.workspace.list << other;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) {
            plan.collector
                = {.appName = u"orders"_s, .sourceFolder = u"/a"_s, .secretScope = u"s"_s, .secretKey = u"k"_s};
        });
        b.setup->setCollectorSecret(Secret("fake-token"));
        b.setup->chooser().chooseConnection(u"other"_s);
        QTRY_VERIFY(b.setup->isSignedIn() && !b.setup->isListing());
        b.setup->apply(SetupStep::Collector);
        QCOMPARE(b.control.secrets.last(), QByteArray());
    }

    void aReportOfOlderAnswersIsMarked() {
        Bench b;
        b.beginSignedIn();
        b.control.holds = true;
        b.setup->look(SetupStep::Schema);
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"later"_s; });
        SetupPlan asked = b.control.lastPlan;
        b.control.held.answer(b.control.report(asked, SetupStep::Schema));
        QTRY_COMPARE(b.setup->stepState(SetupStep::Schema), SetupPageState::LookAgain);
    }

    void aLookThatAnApplyOvertakesIsAskedAgain() {
        Bench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Location);
        b.setup->apply(SetupStep::Schema);
        QTRY_VERIFY(b.setup->track(SetupStep::Schema).applied);
        bool shownLate = false;
        connect(b.setup.get(), &GuidedSetup::changed, this, [&] {
            const auto& report = b.setup->track(SetupStep::Location).report;
            shownLate = shownLate || (report && report->state == SetupState::ToDo);
        });
        b.answerLate(SetupStep::Location);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Location));
        QVERIFY(!shownLate);
        QCOMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::Done);
        QCOMPARE(b.control.probed.count(SetupStep::Location), 2);
    }

    void aLookThatAFailedApplyOvertakesIsAskedAgain() {
        Bench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Location);
        QTRY_VERIFY(b.setup->track(SetupStep::Location).isBusy());
        b.control.failsToApply = true;
        b.setup->apply(SetupStep::Schema);
        QTRY_VERIFY(b.setup->track(SetupStep::Schema).applying.error());
        b.answerLate(SetupStep::Location);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::Done);
        QCOMPARE(b.control.probed.count(SetupStep::Location), 2);
    }

    void aLookThatATakingBackOvertakesIsAskedAgain() {
        Bench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Location);
        Q_EMIT b.control.recordChanged();
        b.answerLate(SetupStep::Location);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::Done);
        QCOMPARE(b.control.probed.count(SetupStep::Location), 2);
    }

    void aLookOfAnEarlierStepIsNotOvertaken() {
        Bench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Experiment);
        b.setup->apply(SetupStep::Schema);
        QTRY_VERIFY(b.setup->track(SetupStep::Schema).applied);
        b.answerLate(SetupStep::Experiment);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Experiment));
        QCOMPARE(b.control.probed.count(SetupStep::Experiment), 1);
    }

    void whatIsInViewIsLookedAtAgainWhenItsAnswersChangedMeanwhile() {
        Bench b;
        b.beginSignedIn();
        b.setup->showPage(SetupPage::Schema);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Schema));
        b.holdLook(SetupStep::Schema);
        const SetupStepReport late = b.control.report(b.setup->plan(), SetupStep::Schema);
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"later"_s; });
        QTRY_VERIFY(!b.setup->isAboutToLook()); // which asks nothing, since the step is busy
        b.control.held.answer(late);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Schema));
        QCOMPARE(b.setup->track(SetupStep::Schema).inputs.schema, u"later"_s);
    }

    void aSecretThatWasKeptIsForgottenHere() {
        Bench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) {
            plan.collector
                = {.appName = u"orders"_s, .sourceFolder = u"/a"_s, .secretScope = u"s"_s, .secretKey = u"k"_s};
        });
        b.setup->setCollectorSecret(Secret("fake-token"));
        b.setup->apply(SetupStep::Collector);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Collector), SetupPageState::Done);
        QCOMPARE(b.control.secrets.last(), QByteArray("fake-token"));
        QVERIFY(!b.setup->hasCollectorSecret());
    }

    void aLookThatFailsBlocksItsPage() {
        Bench b;
        b.beginSignedIn();
        b.control.holds = true;
        b.setup->look(SetupStep::Schema);
        b.control.held.answer(std::unexpected(Error{ErrorCode::Offline, u"Not reached."_s, {}}));
        QTRY_COMPARE(b.setup->state(SetupPage::Schema), SetupPageState::Blocked);
    }

    void theDraftIsKeptWhenItIsLeft() {
        Bench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"mine"_s; });
        b.setup.reset();
        QVERIFY(b.control.kept.has_value());
        b.beginSignedIn();
        QVERIFY(b.setup->isResumed());
        QCOMPARE(b.setup->plan().schema, u"mine"_s);
    }

    void aSetupThatNobodyTouchedLeavesNoDraft() {
        Bench b;
        b.beginSignedIn();
        b.setup.reset();
        QVERIFY(!b.control.kept.has_value());
    }

    void theDraftKeepsItsWarehouse() {
        Bench b;
        SetupPlan draft;
        draft.connectionId = u"acme"_s;
        draft.warehouseId = u"w2"_s;
        b.control.kept = draft;
        b.beginSignedIn();
        QCOMPARE(b.setup->plan().warehouseId, u"w2"_s);
    }

    void aProvedSetupIsThereTheNextTime() {
        Bench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/proved"_s; });
        b.setup->setProofState(SetupPageState::Done);
        b.setup.reset();
        b.beginSignedIn();
        QCOMPARE(b.setup->plan().experimentName, u"/Shared/proved"_s);
    }

    void choicesThatWereLeftBehindAreResumed() {
        Bench b;
        b.beginSignedIn();
        b.setup->showPage(SetupPage::Warehouse);
        b.setup.reset();
        QVERIFY(b.control.kept.has_value());
        QCOMPARE(b.control.kept->connectionId, u"acme"_s);
    }

    void whatWasLearnedIsNoAnswer() {
        Bench b;
        b.control.learnedPrefix = u"77"_s;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_COMPARE(b.setup->plan().tablePrefix, u"77"_s);
        QCOMPARE(b.setup->planAsAnswered().tablePrefix, QString());
        QCOMPARE(b.setup->planAsAnswered().form, TraceTableForm::Newest);
        b.setup->answerTables(b.setup->plan().form, {}); // just what was learned
        QCOMPARE(b.setup->planAsAnswered().form, b.setup->plan().form);
    }

    void aRunAppliesInOrderAndPassesWhatIsDone() {
        Bench b;
        b.beginSignedIn();
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied,
            (QList{SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Grants}));
    }

    void aRunPausesBeforeCallsThatWereNotShown() {
        Bench b;
        b.beginSignedIn();
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.callsOnceApplied[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /more"_s}};
        run.apply();
        QTRY_COMPARE(run.stoppedAt(), std::optional(SetupStep::Grants));
        QVERIFY(run.pausedToShow());
        QVERIFY(!b.control.applied.contains(SetupStep::Grants));
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied.count(SetupStep::Grants), 1);
    }

    void aCallWithTheIdThatWasNotKnownBeforeIsTheOneThatWasShown() {
        Bench b;
        b.beginSignedIn();
        b.control.moreCalls[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /<experiment id>"_s}};
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.callsOnceApplied[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /77"_s}};
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
    }

    void aRunThatIsCancelledAppliesNoMore() {
        Bench b;
        b.beginSignedIn();
        b.control.states[SetupStep::Warehouse] = SetupState::ToDo;
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.holds = true;
        run.apply();
        QTRY_COMPARE(b.control.applied.size(), 1);
        run.cancel();
        QVERIFY(b.control.held.isCancelled());
        b.control.held.finish();
        QTRY_VERIFY(!b.setup->track(SetupStep::Warehouse).isBusy());
        QVERIFY(!run.isBusy());
        QCOMPARE(b.control.applied.size(), 1);
    }

    void aRunResumesWhereItStopped() {
        Bench b;
        b.beginSignedIn();
        b.control.refusals[SetupStep::Location] = {ErrorCode::TimedOut, u"It took too long."_s, {}};
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        run.apply();
        QTRY_COMPARE(run.stoppedAt(), std::optional(SetupStep::Location));
        QVERIFY(!run.pausedToShow());
        b.control.refusals.clear();
        b.control.applied.clear();
        b.control.states[SetupStep::Location] = SetupState::ToDo;
        b.setup->look(SetupStep::Location);
        QTRY_VERIFY(!b.setup->track(SetupStep::Location).isBusy());
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied, (QList{SetupStep::Location, SetupStep::Grants}));
    }
};

QTEST_MAIN(TestGuidedSetup)
#include "tst_guided_setup.moc"
