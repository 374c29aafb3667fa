// Every remedy of a check that is a step of the setup is pressed, and the check passes afterwards.
#include "tests/app/DiagnosisBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// Presses the button of the check, which must not be fine before, and be fine afterwards.
void mends(DiagnosisBench& bench, const SetupPlan& plan, const QString& check) {
    const DiagnosisReport before = bench.look(plan);
    const CheckResult found = resultOf(before, check);
    QVERIFY2(found.status != CheckStatus::Ok && found.status != CheckStatus::NotApplicable, troubles(before));
    const auto* remedy = found.action ? std::get_if<SetupRemedy>(&found.action->remedy) : nullptr;
    QVERIFY2(remedy, troubles(before));
    const SetupStepReport applied = bench.apply(remedy->plan, remedy->step);
    QVERIFY2(
        applied.state == SetupState::Done, qPrintable(applied.problem ? applied.problem->oneLine() : applied.summary));
    const DiagnosisReport after = bench.look(plan);
    QVERIFY2(resultOf(after, check).status == CheckStatus::Ok, troubles(after));
}

SetupPlan newer() { return DiagnosisBench::planned(TraceTableForm::TablePrefix); }

PlannedScorer safety(double rate) { return {.name = u"safety"_s, .builtin = u"Safety"_s, .sampleRate = rate}; }

} // namespace

class TestDiagnosisRemedies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExperimentThatIsMissingIsMade() {
        DiagnosisBench bench;
        mends(bench, newer(), u"location.experiment"_s);
    }

    void anExperimentWithoutTablesIsBound() {
        DiagnosisBench bench;
        mends(bench, bench.setUp(newer(), SetupStep::Schema), u"location.link"_s);
    }

    void aTableThatWasDroppedIsMadeAgain() {
        DiagnosisBench bench;
        const SetupPlan plan = bench.setUpAll(TraceTableForm::SchemaLinked);
        bench.asAdmin(u"DROP TABLE main.default.mlflow_experiment_trace_otel_logs"_s);
        mends(bench, plan, u"tables.there"_s);
    }

    void columnsThatAreMissingAreAdded() {
        DiagnosisBench bench({u"schema-missing-fields"_s});
        const SetupPlan plan = bench.setUp(newer(), SetupStep::Location);
        bench.clearFaults();
        mends(bench, plan, u"tables.shape"_s);
    }

    void aWarehouseThatDoesNotRunIsStarted() {
        DiagnosisBench bench;
        SetupPlan plan = bench.setUpAll();
        plan.warehouseId = StoppedWarehouse;
        plan.warehouseName.clear();
        mends(bench, plan, u"tables.warehouse"_s);
    }

    void privilegesOfAnAppAreGranted_data() {
        QTest::addColumn<QString>("check");
        QTest::newRow("tables") << u"grants.tables"_s;
        QTest::newRow("warehouse and experiment") << u"grants.access"_s;
    }
    void privilegesOfAnAppAreGranted() {
        QFETCH(QString, check);
        DiagnosisBench bench;
        SetupPlan plan = bench.setUpAll();
        const QJsonObject collector = bench.workspace.client().secretsOf(u"practice-collector"_s);
        plan.grants.append({.principal
            = {PrincipalKind::ServicePrincipal, collector.value("client_id"_L1).toString(), u"app orders"_s}});
        mends(bench, plan, check);
    }

    void scorersThatWereOnlyRegisteredAreStarted() {
        DiagnosisBench bench;
        SetupPlan plan = bench.setUpAll();
        plan.monitoringWarehouseId = RunningWarehouse;
        plan.scorers = {safety(0)};
        bench.apply(plan, SetupStep::Monitoring);
        mends(bench, plan, u"monitoring.scorers"_s);
    }

    void aMonitoringWarehouseThatIsMissingIsNamed() {
        DiagnosisBench bench;
        SetupPlan plan = bench.setUpAll();
        plan.monitoringWarehouseId = RunningWarehouse;
        plan.scorers = {safety(1)};
        bench.apply(plan, SetupStep::Monitoring);
        const auto untagged = bench.workspace.client().post(u"/api/2.0/mlflow/experiments/delete-experiment-tag"_s,
            {{u"experiment_id"_s, plan.experimentId}, {u"key"_s, u"mlflow.monitoring.sqlWarehouseId"_s}});
        QCOMPARE(untagged.status, 200);
        mends(bench, plan, u"monitoring.warehouse"_s);
    }
};

QTEST_GUILESS_MAIN(TestDiagnosisRemedies)
#include "tst_diagnosis_remedies.moc"
