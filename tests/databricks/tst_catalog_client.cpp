#include "services/databricks/CatalogClient.h"
#include "tests/databricks/RestFixture.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Base = "/api/2.1/unity-catalog";
}

class TestCatalogClient : public QObject {
    Q_OBJECT

    struct Scene : RestFixture {
        CatalogClient client{api, auth.thread};
    };

private Q_SLOTS:
    void emptyPageWithATokenIsNotTheEnd() {
        Scene scene;
        scene.answersInPages(Base + "/catalogs",
            {{u""_s,
                 R"({"catalogs":[{"name":"main","catalog_type":"MANAGED_CATALOG","owner":"ann"}],"next_page_token":"t1"})"},
                {u"t1"_s, R"({"catalogs":[],"next_page_token":"t2"})"},
                {u"t2"_s, R"({"catalogs":[{"name":"samples","catalog_type":"SYSTEM_CATALOG","browse_only":true}]})"}});
        const auto catalogs = got(scene.client.catalogs());
        QVERIFY(catalogs);
        QCOMPARE(catalogs->size(), 2);
        QVERIFY(catalogs->first().isManaged());
        QVERIFY(!catalogs->last().isManaged());
        QVERIFY(catalogs->last().browseOnly);
        QCOMPARE(scene.server.seen().first().query.queryItemValue(u"max_results"_s), u"0"_s);
    }

    void schemasAreAskedOfTheirCatalog() {
        Scene scene;
        scene.answers(Base + "/schemas", R"({"schemas":[{"name":"traces","catalog_name":"my cat","owner":"ann"}]})");
        const auto schemas = got(scene.client.schemas(u"my cat"_s));
        QVERIFY(schemas);
        QCOMPARE(schemas->first().name, u"traces"_s);
        QCOMPARE(scene.server.seen().first().query.queryItemValue(u"catalog_name"_s, QUrl::FullyDecoded), u"my cat"_s);
    }

    void tablesAreListedWithoutTheirColumns() {
        Scene scene;
        scene.answers(Base + "/tables",
            R"({"tables":[{"name":"spans","catalog_name":"main","schema_name":"traces","table_type":"MANAGED"}]})");
        const auto tables = got(scene.client.tables(u"main"_s, u"traces"_s));
        QVERIFY(tables);
        QCOMPARE(tables->first().fullName(), u"main.traces.spans"_s);
        QCOMPARE(scene.server.seen().first().query.queryItemValue(u"omit_columns"_s), u"true"_s);
    }

    void tableTellsColumnsPropertiesAndWhatHidesRows() {
        Scene scene;
        scene.answers(Base + "/tables/main.tr-aces.spans",
            R"({"name":"spans","catalog_name":"main","schema_name":"tr-aces","table_type":"MANAGED","data_source_format":"DELTA",)"
            R"("properties":{"otel.schemaVersion":"v2","odd":5},"row_filter":{"function_name":"f"},"created_at":1700000000000,)"
            R"("columns":[{"name":"attributes","type_text":"variant","position":1,"mask":{"function_name":"m"}},)"
            R"({"name":"trace_id","type_text":"string","position":0,"nullable":false}]})");
        const auto table = got(scene.client.table(u"main"_s, u"tr-aces"_s, u"spans"_s));
        QVERIFY(table);
        QCOMPARE(table->columns.size(), 2);
        QCOMPARE(table->columns[0].name, u"trace_id"_s);
        QVERIFY(!table->columns[0].nullable);
        QVERIFY(table->columns[1].masked);
        QVERIFY(table->rowFilter);
        QCOMPARE(table->properties, (QMap<QString, QString>{{u"otel.schemaVersion"_s, u"v2"_s}}));
        QCOMPARE(table->created.toString(Qt::ISODate), u"2023-11-14T22:13:20Z"_s);
    }

    void absentTableIsNotFoundHoweverItsCodeIsSpelled() {
        for (const char* code : {"TABLE_DOES_NOT_EXIST", "RESOURCE_DOES_NOT_EXIST"}) {
            Scene scene;
            const QByteArray body = "{\"error_code\":\"" + QByteArray(code) + "\"}";
            scene.answers(Base + "/tables/a.b.c", body, 404);
            const auto table = got(scene.client.table(u"a"_s, u"b"_s, u"c"_s));
            QVERIFY(!table);
            QCOMPARE(table.error().code, ErrorCode::NotFound);
        }
    }

    void effectivePrivilegesSayWhereTheyComeFrom() {
        Scene scene;
        scene.answersInPages(Base + "/effective-permissions/table/main.traces.spans",
            {{u""_s,
                 R"({"privilege_assignments":[{"principal":"ann@x.test","privileges":[{"privilege":"SELECT"},)"
                 R"({"privilege":"MODIFY","inherited_from_type":"SCHEMA","inherited_from_name":"main.traces"}]}],"next_page_token":"t"})"},
                {u"t"_s, R"({"privilege_assignments":[{"principal":"ml","privileges":[{"privilege":"BROWSE"}]}]})"}});
        const auto privileges
            = got(scene.client.effectivePrivileges(SecurableKind::Table, u"main.traces.spans"_s, u"ann@x.test"_s));
        QVERIFY(privileges);
        const QList<Privilege> expected{{u"ann@x.test"_s, u"SELECT"_s, {}},
            {u"ann@x.test"_s, u"MODIFY"_s, u"SCHEMA main.traces"_s}, {u"ml"_s, u"BROWSE"_s, {}}};
        QCOMPARE(*privileges, expected);
        const auto query = scene.server.seen().first().query;
        QCOMPARE(query.queryItemValue(u"principal"_s, QUrl::FullyDecoded), u"ann@x.test"_s);
        QCOMPARE(query.queryItemValue(u"max_results"_s), u"0"_s);
    }

    void privilegesOfGroupsAndOfEverybodyReachAPerson() {
        Identity ann;
        ann.userName = u"ann@x.test"_s;
        ann.groups = {u"ml"_s};
        const QList<Privilege> privileges{{u"Ann@x.test"_s, u"SELECT"_s, {}}, {u"ml"_s, u"MODIFY"_s, {}},
            {u"account users"_s, u"BROWSE"_s, {}}, {u"bob@x.test"_s, u"MANAGE"_s, {}}, {u"ml"_s, u"SELECT"_s, {}}};
        QCOMPARE(privilegesOf(ann, privileges), (QStringList{u"BROWSE"_s, u"MODIFY"_s, u"SELECT"_s}));
    }
};

QTEST_GUILESS_MAIN(TestCatalogClient)
#include "tst_catalog_client.moc"
