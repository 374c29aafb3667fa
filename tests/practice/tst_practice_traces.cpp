// Finding, reading and annotating traces by REST: those of an experiment, and those in tables.
#include "tests/practice/PracticeClient.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Warehouse = u"a1b2c3d4e5f60001"_s;
const QString Second = u"/api/2.0/mlflow/traces/"_s;
const QString Third = u"/api/3.0/mlflow/traces"_s;
const QString Table = u"/api/4.0/mlflow/traces/main.default.p/"_s;
const QString TraceInTable = u"000102030405060708090a0b0c0d0e0f"_s;

/// The span of that trace, as protobuf: ExportTraceServiceRequest.
const QByteArray OneSpan = QByteArray::fromHex(
    "0a740a180a160a0c736572766963652e6e616d6512060a0473686f70125812560a10000102030405060708090a0b0c0d0e0f"
    "120800000000000000012a08636865636b6f75743001390086ed4b74b09418410083316074b094184a0a0a017312050a0379"
    "65734a0e0a016e1209188180808080808010");

QJsonObject feedback(const QString& name = u"good"_s) {
    return {{u"assessment_name"_s, name}, {u"feedback"_s, QJsonObject{{u"value"_s, true}}},
        {u"source"_s, QJsonObject{{u"source_type"_s, u"HUMAN"_s}, {u"source_id"_s, u"ada"_s}}},
        {u"rationale"_s, u"it is"_s}};
}

QJsonObject infoIn(const PracticeAnswer& answer) {
    return answer.json().value("trace"_L1).toObject().value("trace_info"_L1).toObject();
}

} // namespace

class TestPracticeTraces : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PracticeClient> m_client;
    QString m_experiment;

    QJsonObject experimentPlace() const {
        return {{u"type"_s, u"MLFLOW_EXPERIMENT"_s},
            {u"mlflow_experiment"_s, QJsonObject{{u"experiment_id"_s, m_experiment}}}};
    }
    static QJsonObject tablePlace() {
        const QJsonObject prefix{
            {u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}, {u"table_prefix"_s, u"p"_s}};
        return {{u"type"_s, u"UC_TABLE_PREFIX"_s}, {u"uc_table_prefix"_s, prefix}};
    }
    PracticeAnswer log(const QString& id, const QString& state = u"OK"_s, const QString& duration = u"0.500s"_s) {
        const QJsonObject info{{u"trace_id"_s, id}, {u"trace_location"_s, experimentPlace()},
            {u"request_time"_s, u"2026-03-01T12:00:0%1Z"_s.arg(id.right(1))}, {u"execution_duration"_s, duration},
            {u"state"_s, state}, {u"request_preview"_s, u"why"_s}, {u"response_preview"_s, u"because"_s},
            {u"trace_metadata"_s, QJsonObject{{u"mlflow.trace.session"_s, u"s1"_s}}},
            {u"tags"_s, QJsonObject{{u"mlflow.traceName"_s, u"answer"_s}}}};
        return m_client->post(Third, {{u"trace"_s, QJsonObject{{u"trace_info"_s, info}}}});
    }
    PracticeAnswer search(const QString& filter, const QJsonObject& more = {}) {
        QJsonObject body{{u"locations"_s, QJsonArray{experimentPlace()}}, {u"filter"_s, filter}};
        for (auto it = more.begin(); it != more.end(); ++it)
            body.insert(it.key(), it.value());
        return m_client->post(Third + u"/search"_s, body);
    }
    PracticeAnswer searchTable(const QString& filter, const QString& warehouse = Warehouse) {
        return m_client->post(u"/api/4.0/mlflow/traces/search"_s,
            {{u"locations"_s, QJsonArray{tablePlace()}}, {u"filter"_s, filter}, {u"sql_warehouse_id"_s, warehouse}});
    }
    static QString idsIn(const PracticeAnswer& answer, const char* list = "traces") {
        QStringList ids;
        for (const auto& each : answer.json().value(QLatin1StringView(list)).toArray())
            ids << each.toObject().value("trace_id"_L1).toString();
        return ids.join(u' ');
    }
    QJsonObject infoInTable() {
        return infoIn(m_client->get(Table + TraceInTable + u"/info?sql_warehouse_id="_s + Warehouse));
    }
    void makeTable() {
        QJsonObject body = tablePlace();
        body.insert(u"sql_warehouse_id"_s, Warehouse);
        QCOMPARE(m_client->post(u"/api/5.0/mlflow/tracing/locations"_s, body).status, 200);
        QCOMPARE(m_client
                     ->call("POST", u"/api/2.0/otel/v1/traces"_s, OneSpan,
                         "Content-Type: application/x-protobuf\r\n"
                         "X-Databricks-UC-Table-Name: main.default.p_otel_spans\r\n")
                     .status,
            200);
    }

private Q_SLOTS:
    void init() {
        m_client = std::make_unique<PracticeClient>();
        m_experiment = m_client->makeExperiment(u"/Shared/x"_s);
    }

    void aLoggedTraceIsRead() {
        QCOMPARE(log(u"tr-1"_s).status, 200);
        const auto info = infoIn(m_client->get(Third + u"/tr-1"_s));
        QCOMPARE(info.value("request_preview"_L1).toString(), u"why"_s);
        QCOMPARE(info.value("state"_L1).toString(), u"OK"_s);
        QCOMPARE(m_client->get(Third + u"/tr-9"_s).code(), u"RESOURCE_DOES_NOT_EXIST"_s);
    }

    void tracesAreFoundByWhatIsAskedOfThem_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("ids");
        const auto row
            = [](const QString& filter, const QString& ids) { QTest::newRow(qPrintable(filter)) << filter << ids; };
        row({}, u"tr-3 tr-2 tr-1"_s);
        row(u"status = 'ERROR'"_s, u"tr-2"_s);
        row(u"execution_time_ms > 1000"_s, u"tr-3"_s);
        row(u"tag.`mlflow.traceName` = 'answer' AND status != 'ERROR'"_s, u"tr-3 tr-1"_s);
        row(u"metadata.`mlflow.trace.session` IN ('s1', 's2')"_s, u"tr-3 tr-2 tr-1"_s);
        row(u"trace.text LIKE '%because%' AND trace_id = 'tr-1'"_s, u"tr-1"_s);
        row(u"feedback.good = 'true'"_s, u"tr-1"_s);
        row(u"tags.absent IS NULL"_s, u"tr-3 tr-2 tr-1"_s);
        row(u"timestamp_ms < 1"_s, {});
    }
    void tracesAreFoundByWhatIsAskedOfThem() {
        QFETCH(QString, filter);
        QFETCH(QString, ids);
        log(u"tr-1"_s);
        log(u"tr-2"_s, u"ERROR"_s);
        log(u"tr-3"_s, u"OK"_s, u"2s"_s);
        m_client->post(Third + u"/tr-1/assessments"_s, {{u"assessment"_s, feedback()}});
        const auto answer = search(filter);
        QVERIFY2(answer.status == 200, answer.body.constData());
        QCOMPARE(idsIn(answer), ids);
    }

    void aFilterThatIsNotUnderstoodIsShown() {
        const auto answer = search(u"colour = 'red'"_s);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.message().contains(u"colour"), answer.body.constData());
    }

    void pagesFollowEachOtherInTheOrderAskedFor() {
        for (const char* id : {"tr-1", "tr-2", "tr-3"})
            log(QString::fromLatin1(id));
        QJsonObject more{{u"max_results"_s, 2}, {u"order_by"_s, QJsonArray{u"timestamp_ms ASC"_s}}};
        const auto first = search({}, more);
        QCOMPARE(idsIn(first), u"tr-1 tr-2"_s);
        more.insert(u"page_token"_s, first.json().value("next_page_token"_L1));
        const auto second = search({}, more);
        QCOMPARE(idsIn(second), u"tr-3"_s);
        QVERIFY(!second.json().contains("next_page_token"_L1));
    }

    void tagsAreSetAndTakenAway() {
        log(u"tr-1"_s);
        const QString path = Second + u"tr-1/tags"_s;
        QCOMPARE(m_client->patch(path, {{u"key"_s, u"team"_s}, {u"value"_s, u"search"_s}}).status, 200);
        QCOMPARE(idsIn(search(u"tag.team = 'search'"_s)), u"tr-1"_s);
        QCOMPARE(m_client->call("DELETE", path, R"({"key":"team"})").status, 200);
        QCOMPARE(idsIn(search(u"tag.team = 'search'"_s)), QString());
        QCOMPARE(m_client->call("DELETE", path, R"({"key":"team"})").code(), u"RESOURCE_DOES_NOT_EXIST"_s);
    }

    void anAssessmentIsMadeChangedAndDeleted() {
        log(u"tr-1"_s);
        const QString path = Third + u"/tr-1/assessments"_s;
        const auto made
            = m_client->post(path, {{u"assessment"_s, feedback()}}).json().value("assessment"_L1).toObject();
        const QString one = path + u'/' + made.value("assessment_id"_L1).toString();
        const auto read = [&] { return m_client->get(one).json().value("assessment"_L1).toObject(); };
        QCOMPARE(read().value("rationale"_L1).toString(), u"it is"_s);
        const QJsonObject change{{u"rationale"_s, u"it was"_s}, {u"assessment_name"_s, u"other"_s}};
        QCOMPARE(m_client->patch(one, {{u"assessment"_s, change}, {u"update_mask"_s, u"rationale"_s}}).status, 200);
        QCOMPARE(read().value("rationale"_L1).toString(), u"it was"_s);
        QCOMPARE(read().value("assessment_name"_L1).toString(), u"good"_s); // the mask did not name it
        QCOMPARE(m_client->call("DELETE", one).status, 200);
        QCOMPARE(m_client->get(one).status, 404);
    }

    void anAssessmentIsFeedbackOrAnExpectation() {
        log(u"tr-1"_s);
        const QJsonObject neither{{u"assessment_name"_s, u"x"_s}};
        const auto answer = m_client->post(Third + u"/tr-1/assessments"_s, {{u"assessment"_s, neither}});
        QVERIFY2(answer.message().contains(u"either feedback or an expectation"), answer.body.constData());
    }

    void spansLieBehindALinkThatIsSigned() {
        log(u"tr-1"_s);
        const auto link = [&](const QString& what) {
            const auto credentials = m_client->get(Second + u"tr-1/credentials-for-data-"_s + what).json();
            const QString uri = credentials.value("credential_info"_L1).toObject().value("signed_uri"_L1).toString();
            return uri.mid(m_client->base().size());
        };
        m_client->call("PUT", link(u"upload"_s), R"({"spans":[]})");
        QCOMPARE(m_client->get(link(u"download"_s)).body, QByteArray(R"({"spans":[]})"));
        QCOMPARE(m_client->get(u"/practice/trace-data/tr-1?signature=00"_s).status, 403);
    }

    void deletedTracesAreGone() {
        log(u"tr-1"_s);
        log(u"tr-2"_s);
        const auto answer = m_client->post(Second + u"delete-traces"_s,
            {{u"experiment_id"_s, m_experiment}, {u"request_ids"_s, QJsonArray{u"tr-1"_s, u"tr-7"_s}}});
        QCOMPARE(answer.json().value("traces_deleted"_L1).toInt(), 1);
        QCOMPARE(idsIn(search({})), u"tr-2"_s);
    }

    void whoMayNotReadTheExperimentFindsNothingOfIt() {
        log(u"tr-1"_s);
        m_client->actAs(u"ben"_s);
        QCOMPARE(search({}).code(), u"PERMISSION_DENIED"_s);
        QCOMPARE(m_client->get(Third + u"/tr-1"_s).code(), u"PERMISSION_DENIED"_s);
    }

    void tracesInTablesAreFoundThroughAWarehouse() {
        makeTable();
        QCOMPARE(idsIn(searchTable(u"span.name = 'checkout'"_s), "trace_infos"), TraceInTable);
        QCOMPARE(idsIn(searchTable(u"span.name = 'other'"_s), "trace_infos"), QString());
        QVERIFY(searchTable({}, {}).message().contains(u"sql_warehouse_id"));
    }

    void aTraceInTablesComesWithItsSpans() {
        makeTable();
        const auto answer = m_client->get(
            Table + u"batchGet?trace_ids=%1&trace_ids=absent&sql_warehouse_id=%2"_s.arg(TraceInTable, Warehouse));
        const auto traces = answer.json().value("traces"_L1).toArray();
        QCOMPARE(traces.size(), 1);
        const auto spans = traces.first().toObject().value("spans"_L1).toArray();
        QCOMPARE(spans.first().toObject().value("name"_L1).toString(), u"checkout"_s);
    }

    void tagsOfATraceInTablesAreSetAndTakenAway() {
        makeTable();
        const QString path = Table + TraceInTable + u"/tags"_s;
        QCOMPARE(m_client->patch(path, {{u"key"_s, u"team"_s}, {u"value"_s, u"search"_s}}).status, 200);
        QCOMPARE(infoInTable().value("tags"_L1).toObject().value("team"_L1).toString(), u"search"_s);
        const QString one = path + u"/team?sql_warehouse_id="_s + Warehouse;
        QCOMPARE(m_client->call("DELETE", one).status, 200);
        QVERIFY(!infoInTable().value("tags"_L1).toObject().contains("team"_L1));
        QCOMPARE(m_client->call("DELETE", one).status, 404);
        const auto large = m_client->patch(path, {{u"key"_s, u"k"_s}, {u"value"_s, QString(5'000, u'x')}});
        QVERIFY2(large.message().contains(u"4096"), large.body.constData());
    }

    void assessmentsOfATraceInTablesAreMadeChangedAndDeleted() {
        makeTable();
        const QString path = Table + TraceInTable + u"/assessments"_s;
        const QString id = m_client->post(path, feedback()).json().value("assessment_id"_L1).toString();
        const QString one = path + u'/' + id + u"?sql_warehouse_id="_s + Warehouse;
        QCOMPARE(m_client->get(one).json().value("rationale"_L1).toString(), u"it is"_s);
        QCOMPARE(m_client->patch(one + u"&update_mask=rationale"_s, {{u"rationale"_s, u"it was"_s}}).status, 200);
        const auto all = infoInTable().value("assessments"_L1).toArray();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().toObject().value("rationale"_L1).toString(), u"it was"_s);
        QCOMPARE(m_client->call("DELETE", one).status, 200);
        QVERIFY(infoInTable().value("assessments"_L1).toArray().isEmpty());
    }

    void whoMayNotWriteTheTableMayNotAnnotate() {
        makeTable();
        m_client->actAs(u"cleo"_s);
        const auto answer
            = m_client->patch(Table + TraceInTable + u"/tags"_s, {{u"key"_s, u"k"_s}, {u"value"_s, u"v"_s}});
        QVERIFY2(answer.status == 403 || answer.status == 404, answer.body.constData());
    }
};

QTEST_GUILESS_MAIN(TestPracticeTraces)
#include "tst_practice_traces.moc"
