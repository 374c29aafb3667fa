// The REST clients against the practice workspace, over real HTTP.
#include "services/auth/FixedToken.h"
#include "services/databricks/CatalogClient.h"
#include "services/databricks/IdentityClient.h"
#include "services/databricks/WarehouseClient.h"
#include "tests/auth/AuthFixture.h"
#include "tests/practice/PracticeClient.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Stopped = "a1b2c3d4e5f60002";

PracticeOptions quickStart() {
    PracticeOptions out;
    out.pace.coldStart = 50ms;
    return out;
}

} // namespace

class TestWorkspaceClients : public QObject {
    Q_OBJECT

    struct Scene {
        PracticeClient practice{quickStart()};
        AuthFixture auth;
        std::unique_ptr<ApiClient> api;

        explicit Scene(const QString& who = u"ada"_s) {
            practice.actAs(who);
            ConnectionSettings connection;
            connection.kind = ConnectionKind::Practice;
            connection.host = practice.base();
            connection.credential = CredentialKind::AccessToken;
            api = std::make_unique<ApiClient>(connection,
                std::make_shared<FixedToken>(FixedToken::bearer(Secret(practice.token())), connection.host),
                auth.ports());
        }
        IdentityClient identity() { return {*api, auth.thread}; }
        CatalogClient catalogs() { return {*api, auth.thread}; }
        Result<> run(const QString& sql) {
            const auto answer = practice.post(
                u"/api/2.0/sql/statements"_s, {{u"statement"_s, sql}, {u"warehouse_id"_s, u"a1b2c3d4e5f60001"_s}});
            const QString state = answer.json().value("status"_L1).toObject().value("state"_L1).toString();
            return state == "SUCCEEDED"_L1 ? Result<>{} : failure(ErrorCode::BadInput, QString::fromUtf8(answer.body));
        }
    };

private Q_SLOTS:
    void theCallerIsNamed() {
        Scene scene(u"cleo"_s);
        const auto me = got(scene.identity().me());
        QVERIFY(me);
        QCOMPARE(me->userName, u"cleo@practice.example"_s);
        QVERIFY(me->groups.contains(u"analysts"_s));
        QVERIFY(!me->workspaceId.isEmpty());
    }

    void warehousesAreListedAndTheArrowOnlyOneIsMarked() {
        Scene scene;
        const auto list = got(WarehouseClient(*scene.api, scene.auth.thread).list());
        QVERIFY(list);
        QCOMPARE(list->size(), 3);
        QCOMPARE(list->at(0).name, u"Arrow-only warehouse"_s);
        QVERIFY(list->at(0).arrowOnly);
        QVERIFY(!list->at(1).arrowOnly);
        QCOMPARE(list->at(2).state, WarehouseState::Stopped);
    }

    void coldStartIsWaitedFor() {
        Scene scene;
        WarehouseClient client(*scene.api, scene.auth.thread, {.poll = 5ms, .limit = 10s});
        const auto warehouse = got(client.start(QLatin1StringView(Stopped)));
        QVERIFY2(warehouse, warehouse ? "" : qPrintable(warehouse.error().oneLine()));
        QCOMPARE(warehouse->state, WarehouseState::Running);
        QCOMPARE(got(client.stop(QLatin1StringView(Stopped)))->state, WarehouseState::Stopped);
    }

    void absentWarehouseIsNotFound() {
        Scene scene;
        const auto warehouse = got(WarehouseClient(*scene.api, scene.auth.thread).get(u"ffffffffffffffff"_s));
        QVERIFY(!warehouse);
        QCOMPARE(warehouse.error().code, ErrorCode::NotFound);
    }

    void tablesMadeBySqlAreDescribed() {
        Scene scene;
        QVERIFY(scene.run(u"CREATE SCHEMA main.traces"_s));
        QVERIFY(scene.run(u"CREATE TABLE main.traces.spans (trace_id STRING NOT NULL, attributes MAP<STRING, STRING>) "
                          u"TBLPROPERTIES ('otel.schemaVersion' = 'v1')"_s));
        const auto catalogs = got(scene.catalogs().catalogs());
        QVERIFY(catalogs);
        QVERIFY(std::ranges::any_of(
            *catalogs, [](const CatalogInfo& each) { return each.name == u"main" && each.isManaged(); }));
        const auto schemas = got(scene.catalogs().schemas(u"main"_s));
        QVERIFY(schemas);
        QVERIFY(std::ranges::any_of(*schemas, [](const SchemaInfo& each) { return each.name == u"traces"; }));
        const auto tables = got(scene.catalogs().tables(u"main"_s, u"traces"_s));
        QVERIFY(tables);
        QCOMPARE(tables->size(), 1);
        QVERIFY(tables->first().columns.isEmpty());
        const auto table = got(scene.catalogs().table(u"main"_s, u"traces"_s, u"spans"_s));
        QVERIFY(table);
        QCOMPARE(table->columns.size(), 2);
        QCOMPARE(table->columns[1].typeText, u"map<string,string>"_s);
        QCOMPARE(table->properties.value(u"otel.schemaVersion"_s), u"v1"_s);
    }

    void whatACallerMayNotSeeIsNotFound() {
        Scene scene(u"ben"_s);
        const auto table = got(scene.catalogs().table(u"main"_s, u"nowhere"_s, u"spans"_s));
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::NotFound);
        QVERIFY(!table.error().fault.requestId.isEmpty());
    }

    void grantsShowAsEffectivePrivileges() {
        Scene scene;
        QVERIFY(scene.run(u"CREATE SCHEMA main.traces"_s));
        QVERIFY(scene.run(u"CREATE TABLE main.traces.spans (trace_id STRING)"_s));
        QVERIFY(scene.run(u"GRANT SELECT ON TABLE main.traces.spans TO `analysts`"_s));
        QVERIFY(scene.run(u"GRANT USE SCHEMA ON SCHEMA main.traces TO `cleo@practice.example`"_s));
        const auto privileges = got(scene.catalogs().effectivePrivileges(SecurableKind::Table, u"main.traces.spans"_s));
        QVERIFY(privileges);
        Identity cleo;
        cleo.userName = u"cleo@practice.example"_s;
        cleo.groups = {u"analysts"_s};
        QVERIFY(privilegesOf(cleo, *privileges).contains(u"SELECT"_s));
        QVERIFY(privilegesOf(cleo, *privileges).contains(u"USE_SCHEMA"_s));
        Identity ben;
        ben.userName = u"ben@practice.example"_s;
        QVERIFY(!privilegesOf(ben, *privileges).contains(u"SELECT"_s));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceClients)
#include "tst_workspace_clients.moc"
