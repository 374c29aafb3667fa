#include "services/setup/Undo.h"
#include "tests/setup/SetupBench.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// With an experiment and a schema.
struct Scene : SetupBench {
    explicit Scene(const QStringList& faults = {})
        : SetupBench(faults)
        , plan(setUp(SetupBench::plan(), SetupStep::Schema)) { }

    SetupPlan plan;
    SetupStepReport probe() { return SetupBench::probe(plan, SetupStep::Location); }
    SetupStepReport apply() { return SetupBench::apply(plan, SetupStep::Location); }
    QString destination() {
        const auto tags = workspace.client()
                              .get(u"/api/2.0/mlflow/experiments/get?experiment_id="_s + plan.experimentId)
                              .json()["experiment"_L1]["tags"_L1]
                              .toArray();
        for (const auto& each : tags) {
            if (each["key"_L1] == "mlflow.experiment.databricksTraceDestinationPath"_L1)
                return each["value"_L1].toString();
        }
        return {};
    }
    void holdTrace() {
        workspace.client().post(u"/api/3.0/mlflow/traces"_s,
            {{u"trace"_s,
                QJsonObject{{u"trace_info"_s,
                    QJsonObject{{u"trace_id"_s, u"tr-00000000000000000000000000000001"_s},
                        {u"trace_location"_s,
                            QJsonObject{{u"type"_s, u"MLFLOW_EXPERIMENT"_s},
                                {u"mlflow_experiment"_s, QJsonObject{{u"experiment_id"_s, plan.experimentId}}}}},
                        {u"request_time"_s, u"2026-03-01T12:00:00Z"_s}, {u"state"_s, u"OK"_s}}}}}});
    }
};

} // namespace

/// The trace tables and the binding, in every form and with every fault that is known.
class TestSetupLocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNewestFormIsFoundOutAndShownBeforeAnythingIsSent() {
        Scene scene;
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::ToDo);
        QCOMPARE(report.learned.form, TraceTableForm::TablePrefix);
        QCOMPARE(report.calls.size(), 2);
        QVERIFY(report.calls[0].text.startsWith(u"POST /api/5.0/mlflow/tracing/locations\n"_s));
        QVERIFY(report.calls[1].text.startsWith(
            u"POST /api/5.0/mlflow/experiments/%1/trace-location:link\n"_s.arg(scene.plan.experimentId)));
        QVERIFY(report.cautions.join(u' ').contains(u"for good"_s));
        QCOMPARE(scene.workspace.sent("POST", u"tracing/locations"_s), 0);
    }

    void applyingMakesTheTablesAndBindsTheExperiment() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QCOMPARE(scene.destination(), u"main.traces.agents"_s);
        QCOMPARE(report.learned.tablePrefix, u"agents"_s);
        QVERIFY(finding(report, u"main.traces.agents_otel_annotations"_s));
        QVERIFY(scene.record.last().undo.text.isEmpty());
    }

    void tablesThatAreThereAreOnlyBound() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        SetupPlan first = scene.plan;
        first.experimentName = u"/Shared/first"_s;
        first.experimentId = scene.workspace.client().makeExperiment(first.experimentName);
        QCOMPARE(scene.SetupBench::apply(first, SetupStep::Location).state, SetupState::Done);
        QCOMPARE(purposes(scene.probe()), QStringList{u"Bind the experiment to the trace tables"_s});
        QVERIFY(scene.probe().summary.contains(u"are there"_s));
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.destination(), u"main.traces.agents"_s);
        QCOMPARE(scene.workspace.sent("POST", u"tracing/locations"_s), 1);
    }

    void olderTablesThatAreThereAreAskedForAllTheSame() {
        Scene scene;
        scene.plan.form = TraceTableForm::SchemaLinked;
        scene.apply();
        scene.plan.experimentName = u"/Shared/second"_s;
        scene.plan.experimentId = scene.workspace.client().makeExperiment(scene.plan.experimentName);
        QCOMPARE(purposes(scene.probe()),
            (QStringList{u"Make the trace tables"_s, u"Bind the experiment to the trace tables"_s}));
        QCOMPARE(scene.apply().state, SetupState::Done);
    }

    void aTableThatIsMissingAfterTheBindingIsMade() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        scene.apply();
        scene.sql(u"DROP TABLE main.traces.agents_otel_logs"_s);
        const auto seen = scene.probe();
        QCOMPARE(seen.state, SetupState::ToDo);
        QCOMPARE(purposes(seen), QStringList{u"Make the trace tables"_s});
        QCOMPARE(scene.apply().state, SetupState::Done);
    }

    void theOlderFormIsNotTheNewerOneThatIsBound() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        scene.apply();
        scene.plan.form = TraceTableForm::SchemaLinked;
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        QCOMPARE(report.offers.value(0).label, u"Use the existing destination main.traces.agents"_s);
    }

    void aViewInPlaceOfATableIsInTheWay() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        scene.sql(u"CREATE VIEW main.traces.agents_otel_logs AS SELECT 1 AS body"_s);
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(finding(report, u"agents_otel_logs"_s)->evidence.contains(u"is a VIEW"_s));
    }

    void withoutAWarehouseNothingIsSent() {
        Scene scene;
        scene.plan.warehouseId.clear();
        const auto report = scene.apply();
        QCOMPARE(report.problem.value_or(Error()).message, u"Choose the SQL warehouse first: it makes the tables."_s);
        QCOMPARE(scene.workspace.sent("POST", u"tracing/locations"_s), 0);
    }

    void anExperimentThatIsBoundElsewhereMeanwhileIsNotDone() {
        Scene scene;
        scene.plan.form = TraceTableForm::SchemaLinked;
        SetupSession::Parts parts = scene.parts();
        bool bound = true; // by us, as the record has it
        parts.keep = [&](const SetupRecordEntry& entry) {
            if (entry.call.text.contains(u"/link-location"_s))
                bound = entry.succeeded;
            if (!entry.call.text.contains(u"/traces/location"_s))
                return;
            const QJsonObject elsewhere{{u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}};
            scene.workspace.client().post(u"/api/4.0/mlflow/traces/location"_s,
                {{u"uc_schema"_s, elsewhere}, {u"sql_warehouse_id"_s, RunningWarehouse}});
            scene.workspace.client().post(u"/api/4.0/mlflow/traces/%1/link-location"_s.arg(scene.plan.experimentId),
                {{u"experiment_id"_s, scene.plan.experimentId}, {u"uc_schema"_s, elsewhere}});
        };
        SetupSession session(parts);
        const auto report = applyStep(*workOf(SetupStep::Location), scene.plan, session);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(!bound);
        QCOMPARE(scene.destination(), u"main.default"_s);
    }

    void withoutAPrefixTheExperimentsIdIsIt() {
        Scene scene;
        QCOMPARE(scene.apply().learned.tablePrefix, scene.plan.experimentId);
        QCOMPARE(scene.destination(), u"main.traces."_s + scene.plan.experimentId);
    }

    void aWorkspaceWithoutTheNewerFormGetsTheOlder() {
        Scene scene({u"no-prefix-form"_s});
        const auto seen = scene.probe();
        QCOMPARE(seen.learned.form, TraceTableForm::SchemaLinked);
        QVERIFY(seen.calls[0].text.startsWith(u"POST /api/4.0/mlflow/traces/location\n"_s));
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.destination(), u"main.traces"_s);
    }

    void theOlderLinkIsTakenBack() {
        Scene scene;
        scene.plan.form = TraceTableForm::SchemaLinked;
        QCOMPARE(scene.apply().state, SetupState::Done);
        QTemporaryDir folder;
        SetupRecord record(folder.filePath(u"record.json"_s));
        record.add(scene.record.last());
        SetupSession session(scene.parts());
        QVERIFY(takeBack(scene.record.last(), record, session));
        QVERIFY(scene.destination().isEmpty());
        QVERIFY(record.entries().first().undone);
    }

    void whatIsDoneAlreadyIsShownAsDone() {
        Scene scene;
        scene.apply();
        const qsizetype sent = scene.record.size();
        QCOMPARE(scene.probe().state, SetupState::Done);
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.record.size(), sent);
    }

    void tracesOfItsOwnBarTheNewerForm() {
        Scene scene;
        scene.holdTrace();
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"holds traces"_s));
        QCOMPARE(report.offers.size(), 2);
        QCOMPARE(report.offers[0].plan.experimentName, u"/Shared/agents-2"_s);
        QCOMPARE(report.offers[1].plan.form, TraceTableForm::SchemaLinked);
    }

    void tracesOfItsOwnAreHiddenByTheOlderForm() {
        Scene scene;
        scene.holdTrace();
        scene.plan.form = TraceTableForm::SchemaLinked;
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::ToDo);
        QVERIFY(report.cautions.join(u' ').contains(u"hidden"_s));
    }

    void aDestinationElsewhereIsNamedAndOffered() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        scene.apply();
        scene.plan.tablePrefix = u"others"_s;
        scene.plan.form = TraceTableForm::TablePrefix;
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"main.traces.agents"_s));
        QCOMPARE(report.offers[0].plan.tablePrefix, u"agents"_s);
        QCOMPARE(report.offers[1].plan.experimentName, u"/Shared/agents-2"_s);
        scene.plan = report.offers[0].plan;
        QCOMPARE(scene.probe().state, SetupState::Done);
    }

    void aDestinationThatTheTagsDoNotNameIsExplainedWithAnOffer() {
        Scene scene({u"destination-exists"_s});
        const auto report = scene.apply();
        QVERIFY(report.state != SetupState::Done);
        QVERIFY(report.problem->message.contains(u"has a trace destination already"_s));
        QVERIFY(report.problem->remedy.contains(u"/Shared/agents-2"_s));
        QCOMPARE(report.offers.value(0).plan.experimentName, u"/Shared/agents-2"_s);
        QCOMPARE(report.offers.value(0).plan.tablePrefix, QString()); // not the id of the first
        QVERIFY(report.details.contains(u"ALREADY_EXISTS"_s));
    }

    void whereBindingIsRefusedANewExperimentCanBeMadeBound_data() {
        QTest::addColumn<QString>("prefix");
        QTest::newRow("named") << u"agents"_s;
        QTest::newRow("by its id") << QString();
    }
    void whereBindingIsRefusedANewExperimentCanBeMadeBound() {
        QFETCH(QString, prefix);
        Scene scene({u"destination-exists"_s});
        scene.plan.tablePrefix = prefix;
        scene.plan = scene.apply().offers.value(1).plan;
        QVERIFY(scene.plan.bindsWhenMade);
        QCOMPARE(scene.plan.experimentName, u"/Shared/agents-2"_s);
        const auto seen = scene.SetupBench::probe(scene.plan, SetupStep::Experiment);
        QVERIFY2(seen.calls.last().text.contains(u"uc_trace_location"_s), qPrintable(seen.calls.last().text));
        QVERIFY(seen.cautions.join(u' ').contains(u"for good"_s));
        scene.plan = scene.setUp(scene.plan, SetupStep::Location);
        QCOMPARE(scene.destination(), u"main.traces."_s + (prefix.isEmpty() ? scene.plan.experimentId : prefix));
    }

    void whereTheExperimentCannotBeMadeBoundItIsOfferedApart() {
        Scene scene;
        scene.plan.experimentName = u"/Shared/agents-2"_s;
        scene.plan.experimentId.clear();
        scene.plan.bindsWhenMade = true;
        scene.plan.schema = u"nowhere"_s;
        const auto report = scene.SetupBench::apply(scene.plan, SetupStep::Experiment);
        QVERIFY(report.problem);
        QVERIFY(!report.offers.value(0, {u"none"_s, scene.plan}).plan.bindsWhenMade);
    }

    void aLateErrorAfterTheWorkIsNoFailureAndIsNotRepeated_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::newRow("newer") << TraceTableForm::TablePrefix;
        QTest::newRow("older") << TraceTableForm::SchemaLinked;
    }
    void aLateErrorAfterTheWorkIsNoFailureAndIsNotRepeated() {
        QFETCH(TraceTableForm, form);
        Scene scene({u"location-timeout"_s});
        scene.plan.form = form;
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.problem);
        const QString made = form == TraceTableForm::TablePrefix ? u"tracing/locations"_s : u"traces/location"_s;
        QCOMPARE(scene.workspace.sent("POST", made), 1);
        QVERIFY(scene.record.last().answer.contains(u"work was done"_s));
    }

    void theArrowErrorAfterTheOlderTablesAreMadeIsNoFailure() {
        Scene scene;
        scene.plan.form = TraceTableForm::SchemaLinked;
        QVERIFY(scene.workspace.practice().setFault(u"inline-needs-arrow"_s, true));
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(scene.record[scene.record.size() - 2].answer.contains(u"ARROW_STREAM"_s));
    }

    void byHandMakesThreeCompleteTablesAndLinks() {
        Scene scene;
        scene.plan.form = TraceTableForm::ByHand;
        const auto seen = scene.probe();
        QCOMPARE(seen.calls.size(), 4);
        QVERIFY(seen.calls[0].kind == SetupCall::Kind::Sql);
        QVERIFY(seen.calls[0].text.contains(u"dropped_attributes_count int"_s));
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.destination(), u"main.traces"_s);
        QCOMPARE(scene.SetupBench::probe(scene.plan, SetupStep::Tables).state, SetupState::Done);
    }

    void aTableThatWasMadeOtherwiseIsInTheWay() {
        Scene scene;
        scene.plan.tablePrefix = u"agents"_s;
        scene.sql(u"CREATE TABLE main.traces.agents_otel_logs (body STRING)"_s);
        const auto report = scene.probe();
        QCOMPARE(report.state, SetupState::Blocked);
        const auto table = finding(report, u"agents_otel_logs"_s);
        QVERIFY(table->evidence.contains(u"no version stamp"_s));
        QVERIFY(table->remedy.contains(u"RENAME TO"_s));
        QVERIFY(report.calls.isEmpty());
    }

    void defaultStorageIsRefusedInWords() {
        Scene scene;
        scene.sql(u"CREATE SCHEMA workspace.traces"_s);
        scene.plan.catalog = u"workspace"_s;
        const auto report = scene.apply();
        QCOMPARE(report.problem->message,
            u"The catalog workspace is on default storage, where trace tables are not supported."_s);
    }

    void beforeTheExperimentIsThereTheCallsAreShownAndNotSent() {
        Scene scene;
        scene.plan.experimentName = u"/Shared/later"_s;
        scene.plan.experimentId.clear();
        const auto seen = scene.probe();
        QCOMPARE(seen.state, SetupState::ToDo);
        QVERIFY(seen.calls[1].text.contains(u"<experiment id>"_s) || seen.calls[1].text.contains(u"%3C"_s));
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Blocked);
        QCOMPARE(report.problem->message, u"Make the experiment first."_s);
        QCOMPARE(scene.workspace.sent("POST", u"tracing/locations"_s), 0);
    }

    void aWrongPrefixIsRefusedBeforeItIsSent() {
        Scene scene;
        scene.plan.tablePrefix = u"my-agents"_s;
        QCOMPARE(scene.probe().problem->code, ErrorCode::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestSetupLocation)
#include "tst_setup_location.moc"
