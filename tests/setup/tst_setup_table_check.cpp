#include "services/setup/tables/TraceColumns.h"
#include "tests/setup/SetupBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Scene : SetupBench {
    explicit Scene(TraceTableForm form = TraceTableForm::TablePrefix, const QStringList& faults = {})
        : SetupBench(faults) {
        plan = SetupBench::plan();
        plan.form = form;
        if (form == TraceTableForm::TablePrefix)
            plan.tablePrefix = u"agents"_s;
        plan = setUp(plan, SetupStep::Location);
    }

    SetupPlan plan;
    SetupStepReport probe() { return SetupBench::probe(plan, SetupStep::Tables); }
};

} // namespace

/// The check of the trace tables, column by column.
class TestSetupTableCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tablesOfBothFormsAreComplete_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::addColumn<int>("tables");
        QTest::newRow("newer") << TraceTableForm::TablePrefix << 4;
        QTest::newRow("older") << TraceTableForm::SchemaLinked << 3;
    }
    void tablesOfBothFormsAreComplete() {
        QFETCH(TraceTableForm, form);
        QFETCH(int, tables);
        Scene scene(form);
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Done);
        QCOMPARE(report.findings.size(), 2 * tables); // columns and reading of each
    }

    void columnsThatAreMissingAreNamedAndAdded() {
        Scene scene(TraceTableForm::TablePrefix, {u"schema-missing-fields"_s});
        const auto seen = scene.probe();
        QCOMPARE(seen.state, SetupState::ToDo);
        const auto flags = finding(seen, u"agents_otel_spans: flags"_s);
        QVERIFY(flags);
        QCOMPARE(flags->evidence, u"Column flags (int) is missing."_s);
        QCOMPARE(flags->remedy, u"ALTER TABLE main.traces.agents_otel_spans ADD COLUMNS (flags int)"_s);
        QVERIFY(finding(seen, u"agents_otel_logs: flags"_s));
        const auto report = scene.apply(scene.plan, SetupStep::Tables);
        QCOMPARE(report.state, SetupState::Done);
    }

    void aWrongTypeIsNamedWithTheStatementThatMakesItAnew() {
        Scene scene;
        scene.sql(u"DROP TABLE main.traces.agents_otel_spans"_s);
        QString wrong
            = createTraceTable(u"main.traces.agents_otel_spans"_s, TraceTableKind::Spans, TableShape::Generation::V2);
        scene.sql(wrong.replace(u"start_time_unix_nano bigint"_s, u"start_time_unix_nano timestamp"_s));
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        const auto start = finding(report, u"spans: start_time_unix_nano"_s);
        QVERIFY(start->evidence.contains(u"timestamp"_s) && start->evidence.contains(u"bigint"_s));
        QVERIFY(start->remedy.contains(u"DROP TABLE main.traces.agents_otel_spans;\nCREATE TABLE"_s));
        QVERIFY(report.calls.isEmpty());
    }

    void aFieldThatIsMissingWithinAColumnIsNamedAndNotAdded() {
        Scene scene;
        scene.sql(u"DROP TABLE main.traces.agents_otel_spans"_s);
        QString wrong
            = createTraceTable(u"main.traces.agents_otel_spans"_s, TraceTableKind::Spans, TableShape::Generation::V2);
        QVERIFY(wrong.contains(u"resource struct<attributes:variant,dropped_attributes_count:int>"_s));
        scene.sql(wrong.replace(u"resource struct<attributes:variant,dropped_attributes_count:int>"_s,
            u"resource struct<attributes:variant>"_s));
        const auto report = scene.probe();
        const auto field = finding(report, u"spans: resource.dropped_attributes_count"_s);
        QVERIFY(field);
        QCOMPARE(field->state, SetupState::Blocked);
        QVERIFY(report.calls.isEmpty());
    }

    void incompleteTypesAreNamedWithTheWayOut() {
        Scene scene;
        QVERIFY(scene.workspace.practice().setFault(u"incomplete-complex-type"_s, true));
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        const auto reading = finding(report, u"agents_otel_spans: reading"_s);
        QVERIFY2(reading->evidence.contains(u"incomplete complex type"_s), qPrintable(reading->evidence));
        QVERIFY(reading->remedy.contains(u"another SQL warehouse"_s));
        QVERIFY(reading->remedy.contains(u"CREATE TABLE"_s));
    }

    void storageThatCannotBeReadIsNamed() {
        Scene scene;
        QVERIFY(scene.workspace.practice().setFault(u"storage-denied"_s, true));
        const auto report = scene.probe();
        QVERIFY(finding(report, u"spans: reading"_s)->evidence.contains(u"data files cannot be read"_s));
        QVERIFY(finding(report, u"spans: reading"_s)->remedy.contains(u"storage"_s));
    }

    void aStoppedWarehouseIsLeftStopped() {
        Scene scene;
        scene.plan.warehouseId = StoppedWarehouse;
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Uncertain);
        QVERIFY(finding(report, u"Reading"_s)->evidence.contains(u"does not run"_s));
    }

    void tablesThatAreNotThereYetWaitForTheStepBefore() {
        SetupBench bench;
        SetupPlan plan = bench.plan();
        plan.form = TraceTableForm::SchemaLinked;
        QCOMPARE(bench.probe(plan, SetupStep::Tables).state, SetupState::ToDo);
        QCOMPARE(bench.apply(plan, SetupStep::Tables).problem->message, u"Make the trace tables first."_s);
    }

    void theFormIsTakenFromTheLinkWhenThePlanLeavesItOpen() {
        Scene scene(TraceTableForm::SchemaLinked);
        scene.plan.form = TraceTableForm::Newest;
        QCOMPARE(scene.probe().learned.form, TraceTableForm::SchemaLinked);
    }
};

QTEST_GUILESS_MAIN(TestSetupTableCheck)
#include "tst_setup_table_check.moc"
