// What steps make of answers that the practice workspace does not give.
#include "services/setup/StepRunner.h"
#include "services/setup/Undo.h"
#include "tests/databricks/RestFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// Raw strings with pieces of JSON make moc lose the class.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

const QByteArray Unity = "/api/2.1/unity-catalog/";
const QByteArray SpansTable = Unity + "tables/main.traces.mlflow_experiment_trace_otel_spans";
const QByteArray Denied = R"({"error_code":"PERMISSION_DENIED","message":"no"})";

/// A workspace in which Ann may see a managed catalog with a schema of hers.
struct Scene : RestFixture {
    SetupPlan plan;
    QList<SetupRecordEntry> record;

    Scene() {
        plan.catalog = u"main"_s;
        plan.schema = u"traces"_s;
        plan.form = TraceTableForm::SchemaLinked;
        answers("/api/2.0/preview/scim/v2/Me",
            R"({"userName":"ann@x.test","active":true,"groups":[{"display":"data people"}]})");
        answers(Unity + "catalogs/main", R"({"name":"main","catalog_type":"MANAGED_CATALOG","owner":"ann@x.test"})");
        answers(Unity + "schemas/main.traces", R"({"name":"traces","owner":"ann@x.test"})");
    }
    SetupSession session(const QString& secret = {}) {
        return SetupSession({.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &api),
            .thread = auth.thread,
            .warehouse = {},
            .keep = [this](const SetupRecordEntry& entry) { record << entry; },
            .secret = Secret(secret.toUtf8()),
            .pace = {.look = std::chrono::milliseconds(1), .looks = 5}});
    }
    SetupStepReport probe(SetupStep step) {
        SetupSession now = session();
        return probeStep(*workOf(step), plan, now);
    }
    SetupStepReport apply(SetupStep step) {
        SetupSession now = session();
        return applyStep(*workOf(step), plan, now);
    }
    void hasTable(const QByteArray& more = {}) {
        answers(SpansTable, json("{'name':'spans','table_type':'MANAGED','owner':'ann@x.test'" + more + "}"));
    }
    int count(const QByteArray& method, const QByteArray& path) const {
        return static_cast<int>(
            std::ranges::count_if(server.seen(path), [&](const SeenRequest& each) { return each.method == method; }));
    }
    /// Takes back what sending POST `path` would take back.
    Result<> undo(SetupRecord& kept, const QString& path, bool undone = false) {
        SetupRecordEntry entry;
        entry.id = u"e"_s;
        entry.call = {SetupCall::Kind::Rest, u"Do it"_s, u"POST /done"_s};
        entry.undo = {SetupCall::Kind::Rest, u"Undo it"_s, u"POST "_s + path};
        entry.succeeded = true;
        entry.undone = undone;
        kept.add(entry);
        SetupSession now = session();
        return takeBack(entry, kept, now);
    }
};

std::optional<SetupFinding> finding(const SetupStepReport& report, const QString& subject) {
    const auto found = std::ranges::find_if(
        report.findings, [&](const SetupFinding& each) { return each.subject.contains(subject); });
    return found == report.findings.end() ? std::nullopt : std::optional(*found);
}

SetupState stateOf(const SetupStepReport& report, const QString& subject) {
    const auto found = finding(report, subject);
    return found ? found->state : SetupState::Unknown;
}

} // namespace

class TestSetupReplies : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private Q_SLOTS:
    void anAccountThatIsNotActiveIsInTheWay() {
        Scene scene;
        scene.answers("/api/2.0/preview/scim/v2/Me", R"({"userName":"ann@x.test","active":false})");
        const auto report = scene.probe(SetupStep::SignIn);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"not active"_s));
    }

    void aWarehouseThatIsBeingDeletedIsInTheWay() {
        Scene scene;
        scene.plan.warehouseId = u"w1"_s;
        scene.answers("/api/2.0/sql/warehouses/w1", R"({"id":"w1","name":"Small","state":"DELETING"})");
        const auto report = scene.probe(SetupStep::Warehouse);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"being deleted"_s));
    }

    void anExperimentThatMayNotBeMadeIsAFailureInItsOwnWords() {
        Scene scene;
        scene.plan.experimentName = u"/Shared/agents"_s;
        scene.answers("/api/2.0/workspace/get-status", "{}");
        scene.answers("/api/2.0/mlflow/experiments/create", Denied, 403);
        const auto report = scene.apply(SetupStep::Experiment);
        QCOMPARE(report.problem.value_or(Error()).code, ErrorCode::NotAllowed);
        QVERIFY(!scene.record.value(0).succeeded);
    }

    void aCatalogOfAnotherKindIsInTheWay() {
        Scene scene;
        scene.answers(Unity + "catalogs/main", R"({"name":"main","catalog_type":"FOREIGN_CATALOG"})");
        const auto report = scene.probe(SetupStep::Schema);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"FOREIGN_CATALOG"_s));
    }

    void storageOfTheMetastoreIsStorageOfItsOwn() {
        Scene scene;
        QVERIFY(finding(scene.probe(SetupStep::Schema), u"Storage of main"_s));
        scene.answers(Unity + "metastore_summary", R"({"storage_root":"bucket of the metastore"})");
        QVERIFY(!finding(scene.probe(SetupStep::Schema), u"Storage of main"_s));
    }

    void whatBelongsToAGroupOfOursIsOurs() {
        Scene scene;
        scene.answers(
            Unity + "catalogs/main", R"({"name":"main","catalog_type":"MANAGED_CATALOG","owner":"data people"})");
        QCOMPARE(stateOf(scene.probe(SetupStep::Schema), u"Your rights on main"_s), SetupState::Done);
    }

    void namesAreTakenAsTheWorkspaceSpellsThem() {
        Scene scene;
        scene.plan.catalog = u"MAIN"_s;
        scene.answers(
            Unity + "catalogs/MAIN", R"({"name":"main","catalog_type":"MANAGED_CATALOG","owner":"ann@x.test"})");
        QCOMPARE(scene.probe(SetupStep::Schema).learned.catalog, u"main"_s);
    }

    void aRowFilterIsTold() {
        Scene scene;
        scene.hasTable(",'row_filter':{'function_name':'main.f'}");
        QCOMPARE(stateOf(scene.probe(SetupStep::Tables), u"otel_spans: protection"_s), SetupState::Uncertain);
    }

    void rightsThatMayNotBeReadAreNotGrantedBlindly() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::User, u"ann@x.test"_s, {}}}};
        for (const QByteArray& each : {QByteArray("catalog/main"), QByteArray("schema/main.traces")})
            scene.answers(Unity + "effective-permissions/" + each, Denied, 403);
        scene.answers(Unity + "catalogs/main", R"({"name":"main","catalog_type":"MANAGED_CATALOG","owner":"bob"})");
        const auto report = scene.probe(SetupStep::Grants);
        QCOMPARE(stateOf(report, u"USE CATALOG on main"_s), SetupState::Uncertain);
        for (const SetupCall& each : report.calls) // on tables that will be ours
            QVERIFY2(each.text.contains(u"permissions/table/"_s), qPrintable(each.text));
    }

    void aWriterMayInheritWhatIsNotOnTables() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::User, u"ann@x.test"_s, {}}}};
        scene.answers(Unity + "effective-permissions/schema/main.traces",
            json("{'privilege_assignments':[{'principal':'ann@x.test','privileges':[{'privilege':'USE_SCHEMA',"
                 "'inherited_from_type':'CATALOG','inherited_from_name':'main'}]}]}"));
        QCOMPARE(stateOf(scene.probe(SetupStep::Grants), u"USE SCHEMA on main.traces"_s), SetupState::Done);
    }

    void whatAGroupOfOursHasIsOurs() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::User, u"ann@x.test"_s, {}}}};
        scene.answers(Unity + "effective-permissions/schema/main.traces",
            R"({"privilege_assignments":[{"principal":"data people","privileges":[{"privilege":"USE_SCHEMA"}]}]})");
        QCOMPARE(stateOf(scene.probe(SetupStep::Grants), u"USE SCHEMA on main.traces"_s), SetupState::Done);
    }

    void whoDoesNotUseTheWarehouseNeedsNothingOnIt() {
        Scene scene;
        scene.plan.warehouseId = u"w1"_s;
        scene.plan.grants = {{.principal = {PrincipalKind::User, u"ann@x.test"_s, {}}, .usesWarehouse = false}};
        QVERIFY(!finding(scene.probe(SetupStep::Grants), u"CAN USE"_s));
    }

    void anAccessListThatMayNotBeReadIsTold() {
        Scene scene;
        scene.plan.warehouseId = u"w1"_s;
        scene.plan.grants = {{{PrincipalKind::User, u"ann@x.test"_s, {}}}};
        scene.answers("/api/2.0/permissions/warehouses/w1", Denied, 403);
        const auto use = finding(scene.probe(SetupStep::Grants), u"CAN USE"_s);
        QVERIFY(use);
        QCOMPARE(use->state, SetupState::Uncertain);
        QVERIFY(use->remedy.contains(u"who manages it"_s));
    }

    void anAccessListThatMayNotBeChangedIsAFailureInItsOwnWords() {
        Scene scene;
        scene.plan.warehouseId = u"w1"_s;
        scene.plan.grants = {{.principal = {PrincipalKind::User, u"ann@x.test"_s, {}}, .writes = false}};
        for (const QByteArray& each : {QByteArray("spans"), QByteArray("logs"), QByteArray("metrics")})
            scene.answers(Unity + "tables/main.traces.mlflow_experiment_trace_otel_" + each,
                json("{'name':'one','table_type':'MANAGED','owner':'ann@x.test'}"));
        for (const QByteArray& each : {QByteArray("catalog/main"), QByteArray("schema/main.traces")})
            scene.answers(Unity + "effective-permissions/" + each,
                json("{'privilege_assignments':[{'principal':'ann@x.test','privileges':[{'privilege':'ALL_PRIVILEGES'}]"
                     "}]}"));
        scene.server.on("/api/2.0/permissions/warehouses/w1", [](const SeenRequest& request) {
            return request.method == "GET" ? jsonReply(200, R"({"access_control_list":[]})") : jsonReply(403, Denied);
        });
        const auto report = scene.apply(SetupStep::Grants);
        QCOMPARE(report.problem.value_or(Error()).code, ErrorCode::NotAllowed);
    }

    void onWhatIsToBeMadeYetRightsAreMissing() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::User, u"ann@x.test"_s, {}}}};
        scene.answers(Unity + "schemas/main.traces", R"({"name":"traces","owner":"bob"})");
        QCOMPARE(stateOf(scene.probe(SetupStep::Grants), u"USE SCHEMA on main.traces"_s), SetupState::ToDo);
    }

    void aDeploymentThatShowsLateIsWaitedFor() {
        Scene scene;
        scene.plan.form = TraceTableForm::TablePrefix;
        scene.plan.tablePrefix = u"p"_s;
        scene.plan.collector = {.appName = u"spans-in"_s,
            .sourceFolder = u"/Workspace/code"_s,
            .secretScope = u"s"_s,
            .secretKey = u"k"_s,
            .replacesSecret = true};
        scene.answers("/api/2.0/workspace/get-status", "{}");
        scene.answers("/api/2.0/secrets/list", R"({"secrets":[{"key":"k"}]})");
        scene.answers("/api/2.0/secrets/put", "{}");
        std::atomic<int> looks = 0; // since it was deployed
        scene.server.on("/api/2.0/apps/spans-in/deployments", [&](const SeenRequest&) {
            looks = 1;
            return jsonReply(200, "{}");
        });
        scene.server.on("/api/2.0/apps/spans-in", [&](const SeenRequest&) {
            const int seen = looks == 0 ? 0 : looks++;
            const QByteArray active = seen < 3 ? "before" : "after";
            return jsonReply(200,
                json("{'name':'spans-in','service_principal_client_id':'sp','compute_status':{'state':'ACTIVE'},"
                     "'app_status':{'state':'RUNNING'},'active_deployment':{'deployment_id':'"
                    + active
                    + "','source_code_path':'/Workspace/code','status':{'state':'SUCCEEDED'}},"
                      "'resources':[{'name':'k','secret':{'scope':'s','key':'k'}}]}"));
        });
        SetupSession now = scene.session(u"fake-token"_s);
        const auto report = applyStep(*workOf(SetupStep::Collector), scene.plan, now);
        QVERIFY2(!report.problem, qPrintable(report.problem.value_or(Error()).oneLine()));
        QVERIFY(!report.learned.collector.replacesSecret);
        QVERIFY(scene.record.last().succeeded);
    }

    void whatIsGoneCountsAsTakenBack() {
        Scene scene;
        SetupRecord kept(m_folder.filePath(u"gone.json"_s));
        scene.answers("/undo", R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"})", 404);
        QVERIFY(scene.undo(kept, u"/undo"_s));
        QVERIFY(kept.entry(u"e"_s)->undone);
    }

    void aWorkspaceWithoutTheCallTakesNothingBack() {
        Scene scene;
        SetupRecord kept(m_folder.filePath(u"absent.json"_s));
        scene.answers("/undo", R"({"error_code":"ENDPOINT_NOT_FOUND","message":"no such call"})", 404);
        QVERIFY(!scene.undo(kept, u"/undo"_s));
        QVERIFY(!kept.entry(u"e"_s)->undone);
        QVERIFY(!scene.record.value(0).succeeded);
    }

    void whatWasTakenBackIsNotTakenBackAgain() {
        Scene scene;
        SetupRecord kept(m_folder.filePath(u"twice.json"_s));
        scene.answers("/undo", "{}");
        QVERIFY(scene.undo(kept, u"/undo"_s, true));
        QCOMPARE(scene.count("POST", "/undo"), 0);
    }

    void theTakingBackItselfCannotBeTakenBack() {
        Scene scene;
        SetupRecord kept(m_folder.filePath(u"itself.json"_s));
        scene.answers("/undo", "{}");
        QVERIFY(scene.undo(kept, u"/undo"_s));
        QCOMPARE(scene.record.size(), 1);
        QVERIFY(scene.record[0].succeeded);
        QVERIFY(scene.record[0].undo.text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetupReplies)
#include "tst_setup_replies.moc"
