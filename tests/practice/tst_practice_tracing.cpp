#include "tests/practice/PracticeClient.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Warehouse = u"a1b2c3d4e5f60001"_s;
const QString Experiments = u"/api/2.0/mlflow/experiments/"_s;
const QString Spans = u"main.default.p_otel_spans"_s;

/// One root span with attributes of several types, as protobuf: ExportTraceServiceRequest.
const QByteArray OneSpan = QByteArray::fromHex(
    "0a740a180a160a0c736572766963652e6e616d6512060a0473686f70125812560a10000102030405060708090a0b0c0d0e0f"
    "120800000000000000012a08636865636b6f75743001390086ed4b74b09418410083316074b094184a0a0a017312050a0379"
    "65734a0e0a016e1209188180808080808010");

} // namespace

class TestPracticeTracing : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PracticeClient> m_client;
    QString m_experiment;

    PracticeAnswer sql(const QString& statement) {
        return m_client->post(u"/api/2.0/sql/statements"_s,
            {{u"statement"_s, statement}, {u"warehouse_id"_s, Warehouse}, {u"wait_timeout"_s, u"30s"_s}});
    }
    QString cell(const QString& statement) {
        const auto answer = sql(statement).json();
        const auto rows = answer.value("result"_L1).toObject().value("data_array"_L1).toArray();
        const auto problem = answer.value("status"_L1).toObject().value("error"_L1).toObject();
        return problem.isEmpty() ? rows.at(0).toArray().at(0).toString() : problem.value("message"_L1).toString();
    }
    static QJsonObject prefixed(const QString& prefix = u"p"_s, const QString& catalog = u"main"_s) {
        const QJsonObject place{
            {u"catalog_name"_s, catalog}, {u"schema_name"_s, u"default"_s}, {u"table_prefix"_s, prefix}};
        return {{u"uc_table_prefix"_s, place}, {u"sql_warehouse_id"_s, Warehouse}};
    }
    static QJsonObject wholeSchema() {
        return {{u"uc_schema"_s, QJsonObject{{u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}}},
            {u"sql_warehouse_id"_s, Warehouse}};
    }
    PracticeAnswer makeLocation(const QJsonObject& body = prefixed()) {
        return m_client->post(u"/api/5.0/mlflow/tracing/locations"_s, body);
    }
    PracticeAnswer linkLocation(const QJsonObject& body = prefixed()) {
        return m_client->post(u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s.arg(m_experiment), body);
    }
    PracticeAnswer send(const QString& table = Spans, const QByteArray& body = OneSpan) {
        return m_client->call("POST", u"/api/2.0/otel/v1/traces"_s, body,
            "Content-Type: application/x-protobuf\r\nX-Databricks-UC-Table-Name: " + table.toUtf8() + "\r\n");
    }
    QJsonObject experiment() {
        return m_client->get(Experiments + u"get?experiment_id="_s + m_experiment)
            .json()
            .value("experiment"_L1)
            .toObject();
    }
    QString tag(const QString& key) {
        for (const auto& each : experiment().value("tags"_L1).toArray()) {
            if (each.toObject().value("key"_L1).toString() == key)
                return each.toObject().value("value"_L1).toString();
        }
        return {};
    }
    void fault(const QString& name) { QVERIFY(m_client->workspace().setFault(name, true).has_value()); }

private Q_SLOTS:
    void init() {
        PracticeOptions options;
        options.pace.lateAnswer = std::chrono::milliseconds(50);
        m_client = std::make_unique<PracticeClient>(options);
        m_experiment = m_client->makeExperiment(u"/Shared/x"_s);
        QVERIFY(!m_experiment.isEmpty());
    }

    void anExperimentIsFoundByNameWithAndWithoutWorkspace() {
        for (const QString& name : {u"/Shared/x"_s, u"/Workspace/Shared/x"_s}) {
            const auto found = m_client->get(Experiments + u"get-by-name?experiment_name="_s + name).json();
            QCOMPARE(found.value("experiment"_L1).toObject().value("experiment_id"_L1).toString(), m_experiment);
        }
    }

    void aNameInUseIsRefused() {
        QCOMPARE(m_client->post(Experiments + u"create"_s, {{u"name"_s, u"/Shared/x"_s}}).code(),
            u"RESOURCE_ALREADY_EXISTS"_s);
    }

    void anExperimentNeedsItsFolder() {
        const QJsonObject body{{u"name"_s, u"/Shared/new/x"_s}};
        QVERIFY(m_client->post(Experiments + u"create"_s, body).message().contains(u"/Shared/new"_s));
        m_client->post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, u"/Shared/new"_s}});
        QCOMPARE(m_client->post(Experiments + u"create"_s, body).status, 200);
    }

    void aTagIsKept() {
        m_client->post(Experiments + u"set-experiment-tag"_s,
            {{u"experiment_id"_s, m_experiment}, {u"key"_s, u"k"_s}, {u"value"_s, u"v"_s}});
        QCOMPARE(tag(u"k"_s), u"v"_s);
    }

    void aLocationMakesTheTablesAndLinkingSetsTheTags() {
        const auto made = makeLocation().json().value("uc_table_prefix"_L1).toObject();
        QCOMPARE(made.value("spans_table_name"_L1).toString(), Spans);
        QCOMPARE(linkLocation().status, 200);
        QCOMPARE(tag(u"mlflow.experiment.databricksTraceDestinationPath"_s), u"main.default.p"_s);
        QCOMPARE(tag(u"mlflow.experiment.databricksTraceSpanStorageTable"_s), Spans);
        const auto again
            = m_client->get(u"/api/5.0/mlflow/tracing/locations/"_s + made.value("location_id"_L1).toString());
        QCOMPARE(again.status, 200);
        const auto table = m_client->get(u"/api/2.1/unity-catalog/tables/"_s + Spans).json();
        QCOMPARE(table.value("properties"_L1).toObject().value("otel.schemaVersion"_L1).toString(), u"v2"_s);
        QCOMPARE(table.value("columns"_L1).toArray().size(), 24);
    }

    void theFirstGenerationIsMadeLinkedAndUnlinked() {
        const QString base = u"/api/4.0/mlflow/traces/"_s;
        QCOMPARE(m_client->post(base + u"location"_s, wholeSchema()).status, 200);
        QCOMPARE(m_client->post(base + u"location"_s, wholeSchema()).code(), u"ALREADY_EXISTS"_s);
        QCOMPARE(m_client->post(base + m_experiment + u"/link-location"_s, wholeSchema()).status, 200);
        QCOMPARE(tag(u"mlflow.experiment.databricksTraceDestinationPath"_s), u"main.default"_s);
        QCOMPARE(m_client->post(base + m_experiment + u"/unlink-location"_s, wholeSchema()).status, 200);
        QCOMPARE(tag(u"mlflow.experiment.databricksTraceDestinationPath"_s), QString());
    }

    void anExperimentIsNotLinkedTwice() {
        makeLocation();
        linkLocation();
        makeLocation(prefixed(u"q"_s));
        const auto answer = linkLocation(prefixed(u"q"_s));
        QCOMPARE(answer.code(), u"ALREADY_EXISTS"_s);
        QVERIFY(answer.message().contains(u"cannot be modified"_s));
    }

    void aTableByHandIsInTheWay() {
        sql(u"CREATE TABLE main.default.p_otel_spans (trace_id STRING)"_s);
        const auto answer = makeLocation();
        QCOMPARE(answer.code(), u"ALREADY_EXISTS"_s);
        QVERIFY(answer.message().contains(u"got UNSPECIFIED"_s));
    }

    void defaultStorageIsRefused() {
        QVERIFY(makeLocation(prefixed(u"p"_s, u"workspace"_s)).message().contains(u"default storage"_s));
    }

    void aLocationNeedsTheRightToMakeTables() {
        m_client->actAs(u"cleo"_s);
        QCOMPARE(makeLocation().status, 403);
    }

    void aLocationMayComeWithTheExperiment() {
        const QJsonObject place{{u"catalog"_s, u"main"_s}, {u"schema"_s, u"default"_s}, {u"table_prefix"_s, u"n"_s}};
        m_experiment = m_client
                           ->post(Experiments + u"create"_s,
                               {{u"name"_s, u"/Shared/y"_s},
                                   {u"trace_location"_s, QJsonObject{{u"uc_trace_location"_s, place}}}})
                           .json()
                           .value("experiment_id"_L1)
                           .toString();
        QCOMPARE(experiment()
                     .value("trace_location"_L1)
                     .toObject()
                     .value("uc_trace_location"_L1)
                     .toObject()
                     .value("effective_table_prefix"_L1)
                     .toString(),
            u"n"_s);
    }

    void aSpanThatIsSentIsARow() {
        makeLocation();
        const auto answer = send();
        QVERIFY2(answer.status == 200, answer.body.constData());
        QCOMPARE(
            cell(u"SELECT concat(trace_id, ' ', span_id, ' ', name, ' ', service_name, ' ', kind) FROM "_s + Spans),
            u"000102030405060708090a0b0c0d0e0f 0000000000000001 checkout shop SPAN_KIND_INTERNAL"_s);
        QCOMPARE(cell(u"SELECT attributes:s::string FROM "_s + Spans), u"yes"_s);
        QCOMPARE(cell(u"SELECT start_time_unix_nano FROM "_s + Spans), u"1771234567000000000"_s);
    }

    void theFirstGenerationHoldsAttributesAsText() {
        m_client->post(u"/api/4.0/mlflow/traces/location"_s, wholeSchema());
        const QString table = u"main.default.mlflow_experiment_trace_otel_spans"_s;
        const auto sent = send(table);
        QVERIFY2(sent.status == 200, sent.body.constData());
        QCOMPARE(cell(u"SELECT attributes['s'] FROM "_s + table), u"yes"_s);
    }

    void anEmptyRequestIsAccepted() {
        makeLocation();
        QCOMPARE(send(Spans, {}).status, 200);
    }

    void ingestWantsTheTableNamed() {
        const auto answer
            = m_client->call("POST", u"/api/2.0/otel/v1/traces"_s, OneSpan, "Content-Type: application/x-protobuf\r\n");
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.message().contains(u"X-Databricks-UC-Table-Name"_s));
    }

    void aShortTableFailsTheSchemaCheckFieldByField() {
        sql(u"CREATE TABLE main.default.short (trace_id STRING, span_id STRING)"_s);
        const auto answer = send(u"main.default.short"_s);
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.message().contains(
            u"Field \"flags\" found in the proto definition, but not in the table schema."_s));
    }

    void allPrivilegesAreNotEnoughToWrite() {
        makeLocation();
        m_client->actAs(u"dan"_s);
        QCOMPARE(cell(u"SELECT count(*) FROM "_s + Spans), u"0"_s);
        const auto refused = send();
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.message().contains(u"does not have MODIFY permission on table"_s));
        m_client->actAs(u"ada"_s);
        sql(u"GRANT SELECT, MODIFY ON TABLE "_s + Spans + u" TO `dan@practice.example`"_s);
        m_client->actAs(u"dan"_s);
        QCOMPARE(send().status, 200);
    }

    void aCatalogOnDefaultStorageTakesSpansAndKeepsNone() {
        sql(u"CREATE TABLE workspace.default.t AS SELECT * FROM (SELECT 1 AS x) WHERE false"_s);
        makeLocation();
        sql(u"CREATE TABLE workspace.default.spans AS SELECT * FROM "_s + Spans);
        QCOMPARE(send(u"workspace.default.spans"_s).status, 200);
        QCOMPARE(cell(u"SELECT count(*) FROM workspace.default.spans"_s), u"0"_s);
    }

    void faultPatOnOtlp() {
        makeLocation();
        fault(u"pat-on-otlp-401"_s);
        QCOMPARE(send().status, 401);
    }

    void faultStorageDenied() {
        makeLocation();
        fault(u"storage-denied"_s);
        QCOMPARE(send().status, 200);
        QVERIFY(cell(u"SELECT count(*) FROM "_s + Spans).contains(u"file-scan-node-base.cc"_s));
        QVERIFY(m_client->workspace().setFault(u"storage-denied"_s, false).has_value());
        QCOMPARE(cell(u"SELECT count(*) FROM "_s + Spans), u"0"_s);
    }

    void faultLocationTimeoutDoesTheWork() {
        fault(u"location-timeout"_s);
        QCOMPARE(makeLocation().status, 504);
        QCOMPARE(m_client->get(u"/api/2.1/unity-catalog/tables/"_s + Spans).status, 200);
    }

    void faultInlineNeedsArrowMakesTheTablesAllTheSame() {
        fault(u"inline-needs-arrow"_s);
        const auto answer = m_client->post(u"/api/4.0/mlflow/traces/location"_s, wholeSchema());
        QVERIFY(answer.message().contains(u"ARROW_STREAM"_s));
        QCOMPARE(
            m_client->get(u"/api/2.1/unity-catalog/tables/main.default.mlflow_experiment_trace_otel_spans"_s).status,
            200);
    }

    void faultIncompleteComplexType() {
        makeLocation();
        fault(u"incomplete-complex-type"_s);
        QVERIFY(cell(u"SELECT count(*) FROM "_s + Spans).contains(u"Incomplete complex type"_s));
    }

    void faultDestinationExists() {
        makeLocation();
        fault(u"destination-exists"_s);
        QCOMPARE(linkLocation().code(), u"ALREADY_EXISTS"_s);
    }

    void faultSchemaMissingFields() {
        fault(u"schema-missing-fields"_s);
        makeLocation();
        QVERIFY(send().message().contains(u"Field \"events\""_s));
    }

    void faultNoRootSpan() {
        makeLocation();
        fault(u"no-root-span"_s);
        QCOMPARE(send().status, 200);
        QCOMPARE(cell(u"SELECT count(*) FROM "_s + Spans + u" WHERE coalesce(parent_span_id, '') = ''"_s), u"0"_s);
    }
};

QTEST_GUILESS_MAIN(TestPracticeTracing)
#include "tst_practice_tracing.moc"
