#include "tests/setup/SetupBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

/// The first steps: sign-in, warehouse, experiment, schema.
class TestSetupSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signInSaysWhoWeAreAndWarnsOfAccessTokens() {
        SetupBench bench;
        const auto report = bench.probe(bench.plan(), SetupStep::SignIn);
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(report.summary.contains(u"Ada"_s));
        QVERIFY(finding(report, u"ada@practice.example"_s));
        QCOMPARE(report.cautions.size(), 1);
        QCOMPARE(report.learned.host, bench.workspace.settings().host);
    }

    void aServicePrincipalIsNotWarned() {
        SetupBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        QVERIFY(bench.probe(bench.plan(), SetupStep::SignIn).cautions.isEmpty());
    }

    void aServerThatIsNotThereBlocksWithItsReason() {
        SetupBench bench({u"proxy-page@scim"_s});
        const auto report = bench.probe(bench.plan(), SetupStep::SignIn);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem);
        QVERIFY2(
            report.problem->message.contains(u"proxy"_s, Qt::CaseInsensitive), qPrintable(report.problem->message));
    }

    void aRunningWarehouseIsProvedByAStatement() {
        SetupBench bench;
        const auto report = bench.probe(bench.plan(), SetupStep::Warehouse);
        QCOMPARE(report.state, SetupState::Done);
        QCOMPARE(bench.workspace.sent("POST", u"/sql/statements"_s), 1);
        QVERIFY(!report.learned.warehouseName.isEmpty());
    }

    void aStoppedWarehouseIsStartedOnlyWhenApplied() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.warehouseId = StoppedWarehouse;
        const auto seen = bench.probe(plan, SetupStep::Warehouse);
        QCOMPARE(seen.state, SetupState::ToDo);
        QCOMPARE(seen.calls.size(), 1);
        QCOMPARE(seen.calls[0].text, u"POST /api/2.0/sql/warehouses/%1/start"_s.arg(StoppedWarehouse));
        QCOMPARE(bench.workspace.sent("POST", u"/start"_s), 0);
        const auto report = bench.apply(plan, SetupStep::Warehouse);
        QCOMPARE(report.state, SetupState::Done);
        QCOMPARE(bench.record.size(), 1);
        QVERIFY(bench.record[0].succeeded);
    }

    void aWarehouseIsWaitedForLongerThanAnythingElse() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.warehouseId = StoppedWarehouse;
        SetupSession::Parts parts = bench.parts();
        parts.pace = {.look = std::chrono::milliseconds(20), .looks = 1};
        SetupSession session(parts);
        const auto report = applyStep(*workOf(SetupStep::Warehouse), plan, session);
        QVERIFY(!report.problem);
        QCOMPARE(report.state, SetupState::Done);
    }

    void aWarehouseThatAnswersInArrowOnlyIsNamed() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.warehouseId = ArrowOnlyWarehouse;
        const auto report = bench.probe(plan, SetupStep::Warehouse);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"ARROW_STREAM"_s));
    }

    void aWarehouseThatBeginsToAnswerInArrowOnlyIsNamed() {
        SetupBench bench({u"inline-needs-arrow"_s});
        const auto report = bench.probe(bench.plan(), SetupStep::Warehouse);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"ARROW_STREAM"_s));
    }

    void aWarehouseOfAnotherWorkspaceIsFoundByItsName() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.warehouseName = bench.probe(plan, SetupStep::Warehouse).learned.warehouseName;
        plan.warehouseId = u"0123456789abcdef"_s;
        QCOMPARE(bench.probe(plan, SetupStep::Warehouse).learned.warehouseId, RunningWarehouse);
    }

    void aNewExperimentIsCreatedWithItsFolder() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.experimentName = u"/Shared/team a/agents"_s;
        const auto seen = bench.probe(plan, SetupStep::Experiment);
        QCOMPARE(purposes(seen), (QStringList{u"Make the folder"_s, u"Create the experiment"_s}));
        QVERIFY(seen.learned.experimentId.isEmpty());
        const auto report = bench.apply(plan, SetupStep::Experiment);
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.learned.experimentId.isEmpty());
        QCOMPARE(bench.record.size(), 2);
    }

    void applyingTwiceChangesNothingMore() {
        SetupBench bench;
        bench.apply(bench.plan(), SetupStep::Experiment);
        const auto again = bench.apply(bench.plan(), SetupStep::Experiment);
        QCOMPARE(again.state, SetupState::Done);
        QCOMPARE(bench.record.size(), 1);
    }

    void aWrongNameIsRefusedBeforeAnythingIsAsked() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.experimentName = u"agents"_s;
        const auto report = bench.probe(plan, SetupStep::Experiment);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"/Shared/agents"_s));
        QCOMPARE(bench.workspace.sent("GET", u"experiments"_s), 0);
    }

    void aDeletedExperimentThatHoldsTheNameIsNamedWithAnOffer() {
        SetupBench bench;
        const QString id = bench.workspace.client().makeExperiment(u"/Shared/agents"_s);
        bench.workspace.client().post(u"/api/2.0/mlflow/experiments/delete"_s, {{u"experiment_id"_s, id}});
        const auto report = bench.probe(bench.plan(), SetupStep::Experiment);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"deleted"_s));
        QCOMPARE(report.offers.value(0).plan.experimentName, u"/Shared/agents-2"_s);
    }

    void anExperimentOfAnotherWorkspaceIsFoundByItsName() {
        SetupBench bench;
        const QString id = bench.workspace.client().makeExperiment(u"/Shared/agents"_s);
        SetupPlan plan = bench.plan();
        plan.experimentId = bench.workspace.client().makeExperiment(u"/Shared/other"_s);
        QCOMPARE(bench.probe(plan, SetupStep::Experiment).learned.experimentId, id);
    }

    void anExperimentWithTracesComesWithAnOffer() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.experimentId = bench.workspace.client().makeExperiment(plan.experimentName);
        QVERIFY(bench.probe(plan, SetupStep::Experiment).offers.isEmpty());
        bench.workspace.client().post(u"/api/3.0/mlflow/traces"_s,
            {{u"trace"_s,
                QJsonObject{{u"trace_info"_s,
                    QJsonObject{{u"trace_id"_s, u"tr-00000000000000000000000000000001"_s},
                        {u"trace_location"_s,
                            QJsonObject{{u"type"_s, u"MLFLOW_EXPERIMENT"_s},
                                {u"mlflow_experiment"_s, QJsonObject{{u"experiment_id"_s, plan.experimentId}}}}},
                        {u"request_time"_s, u"2026-03-01T12:00:00Z"_s}, {u"state"_s, u"OK"_s}}}}}});
        const auto report = bench.probe(plan, SetupStep::Experiment);
        QCOMPARE(report.offers.value(0).plan.experimentName, u"/Shared/agents-2"_s);
        QVERIFY(report.cautions.join(u' ').contains(u"without traces"_s));
    }

    void whatLinkingDoesIsSaidForTheFormAtHand() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        QVERIFY(finding(bench.probe(plan, SetupStep::Experiment), u"Linking"_s)->evidence.contains(u"for good"_s));
        plan.experimentId = bench.workspace.client().makeExperiment(plan.experimentName);
        plan.form = TraceTableForm::SchemaLinked;
        const auto report = bench.probe(plan, SetupStep::Experiment);
        QVERIFY(finding(report, u"Linking"_s)->evidence.contains(u"taken back"_s));
        QVERIFY(finding(report, u"Traces"_s)->evidence.startsWith(u"It holds none"_s));
    }

    void theMonitoringOfAnotherWorkspaceFollowsTheWarehouseThatWasFound() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.warehouseId = plan.monitoringWarehouseId = u"ffffffffffffffff"_s;
        plan.warehouseName = u"Practice warehouse"_s;
        QCOMPARE(bench.probe(plan, SetupStep::Warehouse).learned.monitoringWarehouseId, RunningWarehouse);
    }

    void aSchemaIsCreatedWhereItIsMissing() {
        SetupBench bench;
        const auto seen = bench.probe(bench.plan(), SetupStep::Schema);
        QCOMPARE(purposes(seen), QStringList{u"Create the schema"_s});
        QVERIFY(seen.calls[0].text.startsWith(u"POST /api/2.1/unity-catalog/schemas\n"_s));
        QCOMPARE(bench.apply(bench.plan(), SetupStep::Schema).state, SetupState::Done);
        QCOMPARE(bench.probe(bench.plan(), SetupStep::Schema).calls.size(), 0);
    }

    void theRegionIsJudgedByTheDocumentsWithTheirDate() {
        SetupBench bench;
        const SetupStepReport report = bench.probe(bench.plan(), SetupStep::Schema);
        QVERIFY(finding(report, u"Region"_s)->evidence.contains(u"us-east-1"_s));
        QVERIFY(finding(report, u"Region"_s)->evidence.contains(u"2026-06-18"_s));
        QVERIFY(report.cautions.value(0).contains(u"OpenTelemetry on Databricks"_s));
    }

    void aCatalogOnDefaultStorageIsDoubted() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.catalog = u"workspace"_s;
        const auto report = bench.probe(plan, SetupStep::Schema);
        const auto storage = finding(report, u"Storage of workspace"_s);
        QVERIFY(storage);
        QCOMPARE(storage->state, SetupState::Uncertain);
        QVERIFY(storage->evidence.contains(u"default storage"_s));
    }

    void aCatalogThatIsNotThereIsNamed() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.catalog = u"mian"_s;
        const auto report = bench.probe(plan, SetupStep::Schema);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"mian"_s));
    }

    void aRightThatIsMissingComesWithTheStatementThatGivesIt() {
        SetupBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const auto report = bench.probe(bench.plan(), SetupStep::Schema);
        const auto right = finding(report, u"CREATE SCHEMA on main"_s);
        QVERIFY(right);
        QCOMPARE(right->state, SetupState::Uncertain);
        QVERIFY(right->remedy.startsWith(u"GRANT CREATE SCHEMA ON CATALOG main TO `"_s));
    }

    void whatMayNotBeCreatedIsSaidInWords() {
        SetupBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const auto report = bench.apply(bench.plan(), SetupStep::Schema);
        QVERIFY(report.state != SetupState::Done);
        QVERIFY(report.problem);
        QCOMPARE(report.problem->message, u"You may not create a schema in the catalog main."_s);
        QVERIFY(!report.details.isEmpty());
        QVERIFY(!bench.record.value(0).succeeded);
    }

    void anMlflowServerSkipsWhatOnlyWorkspacesHave() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.mlflowServer = true;
        for (const SetupStep step : {SetupStep::Warehouse, SetupStep::Schema})
            QCOMPARE(bench.probe(plan, step).state, SetupState::NotAsked);
    }
};

QTEST_GUILESS_MAIN(TestSetupSteps)
#include "tst_setup_steps.moc"
