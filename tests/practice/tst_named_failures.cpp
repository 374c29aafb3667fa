// What the practice workspace answers when it fails is named, and so is what the program makes of it.
#include "services/core/KnownFailures.h"
#include "services/databricks/CatalogClient.h"
#include "tests/practice/ConnectedWorkspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Spans = u"main.default.p_otel_spans"_s;
const QString Ingest = u"/api/2.0/otel/v1/traces"_s;

/// One root span without attributes: ExportTraceServiceRequest.
const QByteArray OneSpan = QByteArray::fromHex(
    "0a740a180a160a0c736572766963652e6e616d6512060a0473686f70125812560a10000102030405060708090a0b0c0d0e0f"
    "120800000000000000012a08636865636b6f75743001390086ed4b74b09418410083316074b094184a0a0a017312050a0379"
    "65734a0e0a016e1209188180808080808010");

QString named(const std::optional<KnownFailure>& known) { return known ? known->id : u"nothing"_s; }

QString named(const PracticeAnswer& answer, const QString& path) {
    return named(knownFailure(FailureSigns{.status = answer.status,
        .code = answer.code(),
        .text = answer.message(),
        .host = u"w.example.com"_s,
        .path = path}));
}

} // namespace

class TestNamedFailures : public QObject {
    Q_OBJECT

    std::unique_ptr<ConnectedWorkspace> m_workspace;
    QString m_experiment;

    void fault(const QString& name) { QVERIFY(m_workspace->practice().setFault(name, true).has_value()); }
    PracticeClient& client() { return m_workspace->client(); }

    static QJsonObject place() {
        return {{u"uc_table_prefix"_s,
                    QJsonObject{
                        {u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}, {u"table_prefix"_s, u"p"_s}}},
            {u"sql_warehouse_id"_s, RunningWarehouse}};
    }
    PracticeAnswer makeLocation() { return client().post(u"/api/5.0/mlflow/tracing/locations"_s, place()); }
    PracticeAnswer send() {
        return client().call("POST", Ingest, OneSpan,
            "Content-Type: application/x-protobuf\r\nX-Databricks-UC-Table-Name: " + Spans.toUtf8() + "\r\n");
    }
    QString nameOfQuery(const QString& sql) {
        return named(knownFailure(errorOf(got(m_workspace->warehouse()->run(query(sql))))));
    }

private Q_SLOTS:
    void init() {
        PracticeOptions options;
        options.pace.lateAnswer = std::chrono::milliseconds(50);
        m_workspace = std::make_unique<ConnectedWorkspace>(options);
        m_experiment = client().makeExperiment(u"/Shared/x"_s);
    }

    void aPersonalTokenAtTheIngestEndpoint() {
        makeLocation();
        fault(u"pat-on-otlp-401"_s);
        const QString name = named(send(), Ingest);
        QVERIFY2(name == "ingest-personal-token"_L1 || name == "ingest-token-refused"_L1, qPrintable(name));
    }
    void storageThatIsDenied() {
        makeLocation();
        fault(u"storage-denied"_s);
        QCOMPARE(nameOfQuery(u"SELECT count(*) FROM "_s + Spans), u"storage-file-scan"_s);
    }
    void aLocationThatIsLate() {
        fault(u"location-timeout"_s);
        QCOMPARE(named(makeLocation(), u"/api/5.0/mlflow/tracing/locations"_s), u"location-late"_s);
    }
    void aTypeThatIsIncomplete() {
        makeLocation();
        fault(u"incomplete-complex-type"_s);
        QCOMPARE(nameOfQuery(u"SELECT count(*) FROM "_s + Spans), u"incomplete-complex-type"_s);
    }
    void aFormThatIsNotOffered() {
        fault(u"no-prefix-form"_s);
        QCOMPARE(named(makeLocation(), u"/api/5.0/mlflow/tracing/locations"_s), u"tracing-not-offered"_s);
    }
    void aDestinationThatExists() {
        makeLocation();
        fault(u"destination-exists"_s);
        const QString path = u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s.arg(m_experiment);
        QCOMPARE(named(client().post(path, place()), path), u"destination-exists"_s);
    }
    void aTableThatLacksFields() {
        fault(u"schema-missing-fields"_s);
        makeLocation();
        QCOMPARE(named(send(), Ingest), u"table-lacks-fields"_s);
    }
    void aWarehouseThatWantsArrow() {
        fault(u"inline-needs-arrow"_s);
        QCOMPARE(nameOfQuery(u"SELECT 1"_s), u"warehouse-arrow-only"_s);
    }
    void aWarehouseThatStops() {
        fault(u"warehouse-stops-mid-query"_s);
        QCOMPARE(nameOfQuery(u"SELECT 1"_s), u"statement-cancelled"_s);
    }
    void aHistoryThatMayNotBeRead() {
        fault(u"history-denied"_s);
        const QString path = u"/api/2.0/sql/history/queries"_s;
        QCOMPARE(named(client().get(path), path), u"history-not-allowed"_s);
    }
    void aTokenThatIsNotValid() {
        client().useToken("no-token");
        const QString path = u"/api/2.0/preview/scim/v2/Me"_s;
        QCOMPARE(named(client().get(path), path), u"token-refused"_s);
    }
    void aTableThatIsNotThere() { QCOMPARE(nameOfQuery(u"SELECT * FROM main.default.such"_s), u"table-not-there"_s); }
    void aNameInUse() {
        const QString path = u"/api/2.0/mlflow/experiments/create"_s;
        QCOMPARE(named(client().post(path, {{u"name"_s, u"/Shared/x"_s}}), path), u"experiment-name-taken"_s);
    }
    void anExperimentWithoutScorers() {
        const QString path = u"/api/2.0/managed-evals/scheduled-scorers/"_s + m_experiment;
        QCOMPARE(named(client().call("DELETE", path), path), u"no-scorers"_s);
    }
    void whatTheProgramSaysOfTheWire_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("name");
        QTest::newRow("server gone") << u"server-gone"_s << u"answer-cut-off"_s;
        QTest::newRow("half a chunk") << u"half-chunk"_s << u"answer-cut-off"_s;
        QTest::newRow("a proxy's page") << u"proxy-page"_s << u"proxy-page"_s;
        QTest::newRow("5 GB") << u"huge-answer"_s << u"result-too-large"_s;
    }
    void whatTheProgramSaysOfTheWire() {
        QFETCH(const QString, fault);
        QFETCH(const QString, name);
        CatalogClient catalog(m_workspace->api(), m_workspace->auth().thread);
        QVERIFY(m_workspace->practice().setFault(fault, true));
        const auto answer = got(catalog.catalogs());
        QVERIFY(!answer);
        QVERIFY2(named(knownFailure(Error(answer.error()))) == name, qPrintable(answer.error().oneLine()));
    }
    void tooManyRequests() {
        fault(u"too-many-requests"_s);
        const QString path = u"/api/2.0/preview/scim/v2/Me"_s;
        QCOMPARE(named(client().get(path), path), u"rate-limit"_s);
    }
};

QTEST_GUILESS_MAIN(TestNamedFailures)
#include "tst_named_failures.moc"
