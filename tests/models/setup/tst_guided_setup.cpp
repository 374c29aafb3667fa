#include "tests/models/setup/GuidedBench.h"

using namespace spanglass;
using namespace spanglass::test;

class TestGuidedSetup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSignInFillsInWhatCanBeGuessed() {
        GuidedBench b;
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
        GuidedBench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"mine"_s; });
        b.setup->listCatalogs();
        QTRY_VERIFY(!b.setup->isListing());
        QCOMPARE(b.setup->plan().schema, u"mine"_s);
    }

    void anotherConnectionBringsItsOwnProposals() {
        GuidedBench b;
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
        GuidedBench b;
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
        GuidedBench b;
        b.control.states[SetupStep::Experiment] = SetupState::Done;
        b.beginSignedIn();
        b.setup->look(SetupStep::Experiment);
        QTRY_COMPARE(b.setup->plan().experimentId, u"77"_s);
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/other"_s; });
        QVERIFY(b.setup->plan().experimentId.isEmpty());
    }

    void anAppliedStepLetsLaterOnesBeLookedAtAgain() {
        GuidedBench b;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Location));
        b.setup->apply(SetupStep::Schema);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Schema), SetupPageState::Done);
        QCOMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::LookAgain);
    }

    void aStepThatCannotBeToldHoldsNothingUp() {
        GuidedBench b;
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
        GuidedBench b;
        b.control.learnedPrefix = u"77"_s;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_COMPARE(b.setup->plan().tablePrefix, u"77"_s);
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/another"_s; });
        QCOMPARE(b.setup->plan().tablePrefix, QString());
        QCOMPARE(b.setup->plan().form, TraceTableForm::Newest);
    }

    void whatWasTakenBackIsLookedAtAgain() {
        GuidedBench b;
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
        GuidedBench b;
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
        GuidedBench b;
        b.beginSignedIn();
        b.control.holds = true;
        b.setup->look(SetupStep::Schema);
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"later"_s; });
        SetupPlan asked = b.control.lastPlan;
        b.control.held.answer(b.control.report(asked, SetupStep::Schema));
        QTRY_COMPARE(b.setup->stepState(SetupStep::Schema), SetupPageState::LookAgain);
    }

    void aLookThatAnApplyOvertakesIsAskedAgain() {
        GuidedBench b;
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
        GuidedBench b;
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
        GuidedBench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Location);
        Q_EMIT b.control.recordChanged();
        b.answerLate(SetupStep::Location);
        QTRY_COMPARE(b.setup->stepState(SetupStep::Location), SetupPageState::Done);
        QCOMPARE(b.control.probed.count(SetupStep::Location), 2);
    }

    void aLookOfAnEarlierStepIsNotOvertaken() {
        GuidedBench b;
        b.beginSignedIn();
        b.holdLook(SetupStep::Experiment);
        b.setup->apply(SetupStep::Schema);
        QTRY_VERIFY(b.setup->track(SetupStep::Schema).applied);
        b.answerLate(SetupStep::Experiment);
        QTRY_VERIFY(b.setup->isFresh(SetupStep::Experiment));
        QCOMPARE(b.control.probed.count(SetupStep::Experiment), 1);
    }

    void whatIsInViewIsLookedAtAgainWhenItsAnswersChangedMeanwhile() {
        GuidedBench b;
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
        GuidedBench b;
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
        GuidedBench b;
        b.beginSignedIn();
        b.control.holds = true;
        b.setup->look(SetupStep::Schema);
        b.control.held.answer(std::unexpected(Error{ErrorCode::Offline, u"Not reached."_s, {}}));
        QTRY_COMPARE(b.setup->state(SetupPage::Schema), SetupPageState::Blocked);
    }

    void whatWasLearnedIsNoAnswer() {
        GuidedBench b;
        b.control.learnedPrefix = u"77"_s;
        b.beginSignedIn();
        b.setup->look(SetupStep::Location);
        QTRY_COMPARE(b.setup->plan().tablePrefix, u"77"_s);
        QCOMPARE(b.setup->planAsAnswered().tablePrefix, QString());
        QCOMPARE(b.setup->planAsAnswered().form, TraceTableForm::Newest);
        b.setup->answerTables(b.setup->plan().form, {}); // just what was learned
        QCOMPARE(b.setup->planAsAnswered().form, b.setup->plan().form);
    }
};

QTEST_MAIN(TestGuidedSetup)
#include "tst_guided_setup.moc"
