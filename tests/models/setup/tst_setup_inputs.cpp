#include "models/setup/SetupDefaults.h"
#include "models/setup/SetupInputs.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestSetupInputs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void experimentPathsAreCheckedAsAWorkspaceDoes_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("shared") << u"/Shared/my-app"_s << true;
        QTest::newRow("own folder") << u"/Users/ada@example.com/traces"_s << true;
        QTest::newRow("below a folder") << u"/Users/ada@example.com/apps/traces"_s << true;
        QTest::newRow("with spaces inside") << u"/Shared/my app"_s << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no slash") << u"my-app"_s << false;
        QTest::newRow("slash at the end") << u"/Shared/"_s << false;
        QTest::newRow("empty part") << u"/Shared//x"_s << false;
        QTest::newRow("dots") << u"/Shared/../x"_s << false;
        QTest::newRow("user's folder itself") << u"/Users/ada@example.com"_s << false;
        QTest::newRow("git folder") << u"/Repos/ada/x"_s << false;
        QTest::newRow("space at the end") << u"/Shared/x "_s << false;
    }
    void experimentPathsAreCheckedAsAWorkspaceDoes() {
        QFETCH(QString, name);
        QFETCH(bool, good);
        SetupPlan plan;
        plan.experimentName = name;
        QCOMPARE(experimentProblem(plan).isEmpty(), good);
    }

    void aServerTakesPlainExperimentNames() {
        SetupPlan plan;
        plan.mlflowServer = true;
        plan.experimentName = u"my-app"_s;
        QVERIFY(experimentProblem(plan).isEmpty());
    }

    void appsHaveLowerCaseNames() {
        PlannedCollector app{u"traces-in"_s, u"/Workspace/Shared/in"_s, u"scope"_s, u"token"_s};
        QVERIFY(collectorProblem(app).isEmpty());
        app.appName = u"Traces"_s;
        QVERIFY(!collectorProblem(app).isEmpty());
    }

    void guidelinesNeedAtLeastOneSentence() {
        PlannedScorer scorer{.name = u"tone"_s, .builtin = u"Guidelines"_s};
        QVERIFY(!scorersProblem({scorer}).isEmpty());
        scorer.guidelines << u"Be kind."_s;
        QVERIFY(scorersProblem({scorer}).isEmpty());
    }

    void aStepDependsOnItsOwnAnswersOnly() {
        SetupPlan plan;
        plan.experimentName = u"/Shared/a"_s;
        SetupPlan other = plan;
        other.schema = u"traces"_s;
        QVERIFY(inputsOf(plan, SetupStep::Experiment) == inputsOf(other, SetupStep::Experiment));
        QVERIFY(!(inputsOf(plan, SetupStep::Location) == inputsOf(other, SetupStep::Location)));
    }

    void whatIsLearnedDoesNotOverwriteWhatWasTypedSince() {
        SetupPlan asked;
        asked.experimentName = u"/Shared/a"_s;
        SetupPlan learned = asked;
        learned.experimentId = u"7"_s;
        learned.tablePrefix = u"p7"_s;
        SetupPlan now = asked;
        now.experimentName = u"/Shared/b"_s;
        const SetupPlan merged = withLearned(now, asked, learned);
        QCOMPARE(merged.experimentName, u"/Shared/b"_s);
        QVERIFY(merged.experimentId.isEmpty());
        QCOMPARE(merged.tablePrefix, u"p7"_s);
    }

    void aFreeNameIsProposed() {
        Experiment taken;
        taken.name = u"/Users/ada@example.com/traces"_s;
        QCOMPARE(proposedExperiment(u"ada@example.com"_s, false, {taken}), u"/Users/ada@example.com/traces-2"_s);
    }

    void aServicePrincipalsExperimentIsShared() {
        QCOMPARE(proposedExperiment(u"0f6c2b1a-0000-4000-8000-000000000000"_s, false, {}), u"/Shared/traces"_s);
    }

    void onlyManagedCatalogsAreProposed() {
        CatalogInfo foreign;
        foreign.name = u"main"_s;
        foreign.type = u"FOREIGN_CATALOG"_s;
        CatalogInfo managed;
        managed.name = u"prod"_s;
        managed.type = u"MANAGED_CATALOG"_s;
        QCOMPARE(proposedCatalog({foreign, managed}), u"prod"_s);
    }
};

QTEST_MAIN(TestSetupInputs)
#include "tst_setup_inputs.moc"
