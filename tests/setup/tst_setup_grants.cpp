#include "services/setup/Principals.h"
#include "services/setup/Undo.h"
#include "tests/setup/SetupBench.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const SetupPrincipal Ben{PrincipalKind::User, u"ben@practice.example"_s, u"Ben"_s};
const SetupPrincipal Cleo{PrincipalKind::User, u"cleo@practice.example"_s, u"Cleo"_s};
const SetupPrincipal Dan{PrincipalKind::User, u"dan@practice.example"_s, u"Dan"_s};

/// With the tables made by Ada, who is asked to grant.
struct Scene : SetupBench {
    Scene() {
        plan = SetupBench::plan();
        plan.tablePrefix = u"agents"_s;
        plan = setUp(plan, SetupStep::Location);
    }

    SetupPlan plan;
    SetupStepReport probe() { return SetupBench::probe(plan, SetupStep::Grants); }
    SetupStepReport apply() { return SetupBench::apply(plan, SetupStep::Grants); }
    /// Of an access list; empty when they are not in it.
    QString levelOf(const QString& path, const QString& who) {
        const QJsonArray list = workspace.client().get(path).json().value("access_control_list"_L1).toArray();
        for (const auto& each : list) {
            const QJsonObject entry = each.toObject();
            if (entry.value("user_name"_L1) == who)
                return entry.value("all_permissions"_L1)
                    .toArray()
                    .at(0)
                    .toObject()
                    .value("permission_level"_L1)
                    .toString();
        }
        return {};
    }
    Result<> undo(const QString& part) {
        QTemporaryDir folder;
        SetupRecord kept(folder.filePath(u"record.json"_s));
        const auto made
            = std::ranges::find_if(record, [&](const SetupRecordEntry& each) { return each.call.text.contains(part); });
        kept.add(*made);
        SetupSession session(parts());
        return takeBack(*made, kept, session);
    }
    SetupPrincipal collector() {
        return {PrincipalKind::ServicePrincipal,
            workspace.client().secretsOf(u"practice-collector"_s)["client_id"_L1].toString(), u"app collector"_s};
    }
    /// Whether Ben may write, as the place where traces are sent says.
    int sendAs(const QString& who) {
        workspace.client().actAs(who);
        const auto answer = workspace.client().call("POST", u"/api/2.0/otel/v1/traces"_s, {},
            "Content-Type: application/x-protobuf\r\nX-Databricks-UC-Table-Name: main.traces.agents_otel_spans\r\n");
        workspace.client().actAs(u"ada"_s);
        return answer.status;
    }
};

} // namespace

/// Who may write and read the traces: what is held, what is missing, and the granting of it.
class TestSetupGrants : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAnybodyInThePlanItIsAboutUs() {
        Scene scene;
        const auto report = scene.probe();
        QVERIFY(finding(report, u"MODIFY on main.traces.agents_otel_metrics for Ada"_s));
        QCOMPARE(scene.apply().state, SetupState::Done);
    }

    void aWriterGetsEveryRightAndThenMayWrite() {
        Scene scene;
        scene.plan.grants = {{Cleo}};
        QCOMPARE(scene.sendAs(u"cleo"_s), 403);
        const auto seen = scene.probe();
        QCOMPARE(seen.state, SetupState::ToDo);
        const auto missing = finding(seen, u"MODIFY on main.traces.agents_otel_spans for Cleo"_s);
        QCOMPARE(missing->state, SetupState::ToDo);
        QCOMPARE(missing->remedy, u"GRANT MODIFY ON TABLE main.traces.agents_otel_spans TO `cleo@practice.example`"_s);
        QCOMPARE(finding(seen, u"USE CATALOG on main for Cleo"_s)->evidence,
            u"Granted by name through the group account users."_s);
        QCOMPARE(finding(seen, u"CAN USE on the SQL warehouse"_s)->evidence, u"CAN USE through the group users."_s);
        const auto report = scene.apply();
        QVERIFY2(report.state == SetupState::Done, report.problem ? qPrintable(report.problem->message) : "");
        QCOMPARE(scene.sendAs(u"cleo"_s), 200);
    }

    void allPrivilegesIsFlaggedAsNotSufficient() {
        Scene scene;
        scene.plan.grants = {{Dan}};
        const auto seen = scene.probe();
        const auto modify = finding(seen, u"MODIFY on main.traces.agents_otel_spans for Dan"_s);
        QCOMPARE(modify->state, SetupState::ToDo);
        QVERIFY(modify->evidence.contains(u"ALL PRIVILEGES on CATALOG main"_s));
        QVERIFY(modify->evidence.contains(u"not sufficient"_s));
        QCOMPARE(finding(seen, u"USE SCHEMA on main.traces for Dan"_s)->state, SetupState::Done);
    }

    void whatIsInheritedIsGrantedByNameForWritersOnly() {
        Scene scene;
        scene.sql(u"GRANT SELECT, MODIFY ON SCHEMA main.traces TO `trace-writers`"_s);
        scene.sql(u"GRANT SELECT ON SCHEMA main.traces TO `analysts`"_s);
        scene.plan.grants = {{Ben}, {Cleo, false}};
        const auto seen = scene.probe();
        const auto ben = finding(seen, u"SELECT on main.traces.agents_otel_spans for Ben"_s);
        QCOMPARE(ben->state, SetupState::ToDo);
        QVERIFY(ben->evidence.startsWith(u"Inherited from SCHEMA main.traces through the group trace-writers."_s));
        QCOMPARE(finding(seen, u"SELECT on main.traces.agents_otel_spans for Cleo"_s)->state, SetupState::Done);
        QVERIFY(!finding(seen, u"MODIFY on main.traces.agents_otel_spans for Cleo"_s));
    }

    void groupsAndServicePrincipalsAreGrantedTo() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::Group, u"analysts"_s, u"analysts"_s}}, {scene.collector()}};
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.sendAs(u"cleo"_s), 200); // who is one of the analysts
    }

    void whatSomebodysGroupHasIsTheirs() {
        Scene scene;
        scene.plan.grants = {{Cleo}};
        scene.sql(u"GRANT USE SCHEMA ON SCHEMA main.traces TO `analysts`"_s);
        scene.workspace.client().call("PATCH", u"/api/2.0/permissions/warehouses/"_s + RunningWarehouse,
            R"({"access_control_list":[{"group_name":"analysts","permission_level":"CAN_USE"}]})");
        const auto report = scene.probe();
        const auto schema = finding(report, u"USE SCHEMA on main.traces for Cleo"_s);
        QCOMPARE(schema->state, SetupState::Done);
        QVERIFY(schema->evidence.contains(u"analysts"_s));
        const auto warehouse = finding(report, u"CAN USE on the SQL warehouse"_s);
        QCOMPARE(warehouse->state, SetupState::Done);
        QVERIFY(warehouse->evidence.contains(u"through the group analysts"_s));
    }

    void somebodyUnknownIsNamedAndNothingIsGranted() {
        Scene scene;
        scene.plan.grants = {{{PrincipalKind::User, u"nobody@practice.example"_s, {}}}};
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"nobody@practice.example"_s));
        QCOMPARE(scene.workspace.sent("PATCH", u"permissions"_s), 0);
    }

    void whatMayNotBeGrantedNamesTheOwnerAndTheStatements() {
        Scene scene;
        scene.plan.grants = {{Cleo}};
        scene.sql(u"ALTER SCHEMA main.traces OWNER TO `ben@practice.example`"_s);
        SetupBench other({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        SetupPlan plan = other.plan();
        plan.schema = u"default"_s;
        plan.form = TraceTableForm::SchemaLinked;
        plan.grants = {{{PrincipalKind::Group, u"analysts"_s, u"analysts"_s}}};
        other.workspace.client().post(u"/api/4.0/mlflow/traces/location"_s,
            {{u"uc_schema"_s, QJsonObject{{u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}}},
                {u"sql_warehouse_id"_s, RunningWarehouse}});
        other.workspace.client().call("PATCH", u"/api/2.1/unity-catalog/permissions/schema/main.default"_s,
            R"({"changes":[{"principal":"account users","add":["SELECT"]}]})");
        const auto report = other.apply(plan, SetupStep::Grants);
        QVERIFY(report.problem);
        QVERIFY2(report.problem->message.startsWith(u"You may not grant on main.default."_s),
            qPrintable(report.problem->message));
        QVERIFY(report.problem->remedy.contains(u"ada@practice.example"_s));
        QVERIFY(report.problem->remedy.contains(u"GRANT SELECT, MODIFY ON TABLE main.default."_s));
    }

    void whoOwnsTheSchemaHasItsRights() {
        Scene scene;
        scene.sql(u"ALTER SCHEMA main.traces OWNER TO `cleo@practice.example`"_s);
        scene.plan.grants = {{Cleo, false}};
        const auto use = finding(scene.probe(), u"USE SCHEMA on main.traces for Cleo"_s);
        QCOMPARE(use->evidence, u"As its owner."_s);
        QCOMPARE(use->state, SetupState::Done);
    }

    void onesOwnUseOfTheWarehouseIsProvedByAStatement() {
        SetupBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const QJsonObject entry{
            {u"service_principal_name"_s, bench.workspace.settings().clientId}, {u"permission_level"_s, u"CAN_USE"_s}};
        bench.workspace.client().patch(
            u"/api/2.0/permissions/warehouses/"_s + RunningWarehouse, {{u"access_control_list"_s, QJsonArray{entry}}});
        const auto use = finding(bench.probe(bench.plan(), SetupStep::Grants), u"CAN USE on the SQL warehouse"_s);
        QCOMPARE(use->state, SetupState::Done);
        QVERIFY2(use->evidence.contains(u"answered a statement"_s), qPrintable(use->evidence));
    }

    void whatWasPermittedIsTakenOutOfTheListAgain() {
        Scene scene;
        const QString path = u"/api/2.0/permissions/experiments/"_s + scene.plan.experimentId;
        const auto permit = [&](const QString& who, const QString& level) {
            const QJsonObject entry{{u"user_name"_s, who}, {u"permission_level"_s, level}};
            scene.workspace.client().patch(path, {{u"access_control_list"_s, QJsonArray{entry}}});
        };
        permit(Cleo.id, u"CAN_READ"_s);
        scene.plan.grants = {{Cleo}, {Dan}, {Ben}};
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.levelOf(path, Cleo.id), u"CAN_EDIT"_s);
        permit(Ben.id, u"CAN_MANAGE"_s); // somebody else, since
        QVERIFY(scene.undo(u"permissions/experiments"_s));
        QCOMPARE(scene.levelOf(path, Cleo.id), u"CAN_READ"_s);
        QCOMPARE(scene.levelOf(path, Dan.id), QString());
        QCOMPARE(scene.levelOf(path, Ben.id), u"CAN_MANAGE"_s);
        QCOMPARE(scene.levelOf(path, u"ada@practice.example"_s), u"CAN_MANAGE"_s);
    }

    void whatWasGrantedIsRevoked() {
        Scene scene;
        scene.plan.grants = {{Cleo}};
        scene.apply();
        QTemporaryDir folder;
        SetupRecord record(folder.filePath(u"record.json"_s));
        const QList<SetupRecordEntry> done = scene.record;
        for (const SetupRecordEntry& each : done) {
            if (each.undo.text.isEmpty())
                continue;
            record.add(each);
            SetupSession session(scene.parts());
            QVERIFY(takeBack(each, record, session));
        }
        QCOMPARE(scene.sendAs(u"cleo"_s), 403);
    }

    void principalsOfEveryKindAreFoundByAPartOfTheirName() {
        Scene scene;
        scene.workspace.client().post(u"/api/2.0/apps"_s, {{u"name"_s, u"orders-agent"_s}});
        SetupSession session(scene.parts());
        const auto find = [&](const QString& text) {
            QStringList labels;
            const auto found = findPrincipals(text, session);
            for (const SetupPrincipal& each : *found)
                labels << each.label;
            return labels;
        };
        QVERIFY(find(u"BEN"_s).contains(u"Ben (writes traces)"_s));
        QVERIFY(find(u"analy"_s).contains(u"analysts"_s));
        QVERIFY(find(u"collector"_s).contains(u"practice-collector"_s));
        QVERIFY(find(u"orders"_s).contains(u"app orders-agent"_s));
        QVERIFY(find(u"chat"_s).contains(u"endpoint practice-chat, as its creator"_s));
        QVERIFY(find(u"no such thing"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetupGrants)
#include "tst_setup_grants.moc"
