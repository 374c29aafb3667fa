#include "services/mlflow/MlflowTraces.h"
#include "tests/databricks/RestFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Search = "/api/3.0/mlflow/traces/search";
const QByteArray Info = "/api/3.0/mlflow/traces/tr-5350414e474c41530000000000000001";
const QByteArray Artifact = "/ajax-api/3.0/mlflow/get-trace-artifact";
const QString Id = u"tr-5350414e474c41530000000000000001"_s;

constexpr const char* InfoJson = R"({"trace":{"trace_info":{"trace_id":"tr-5350414e474c41530000000000000001",
    "trace_location":{"mlflow_experiment":{"experiment_id":"7"}},"tags":{"mlflow.traceName":"plan","team":"search"}}}})";
constexpr const char* SpansJson = R"({"spans":[
    {"trace_id":"5350414e474c41530000000000000001","span_id":"0000000000000001","parent_span_id":null,"name":"plan",
     "start_time_unix_nano":1771232400000000000,"end_time_unix_nano":1771232401000000000,
     "status":{"code":"STATUS_CODE_OK","message":""},"attributes":{"mlflow.spanType":"AGENT"},"events":[]},
    {"trace_id":"5350414e474c41530000000000000001","span_id":"0000000000000002","parent_span_id":"0000000000000001",
     "name":"search","start_time_unix_nano":1771232400100000000,"end_time_unix_nano":1771232400200000000,
     "status":{"code":"STATUS_CODE_ERROR","message":"no"},"attributes":{},"events":[]}]})";

} // namespace

class TestMlflowTraces : public QObject {
    Q_OBJECT

    struct Scene : RestFixture {
        MlflowTraces traces{api, auth.thread};
    };

private Q_SLOTS:
    void aSearchNamesItsExperimentsAndItsOrder() {
        Scene scene;
        scene.answers(Search, R"({"traces":[{"trace_id":"tr-5350414e474c41530000000000000001","state":"ERROR",
            "request_time":"2026-02-16T09:00:00.250Z","execution_duration":"1.5s","request_preview":"hi",
            "tags":{"mlflow.traceName":"plan"},"trace_metadata":{"mlflow.trace.user":"ada"}}],"next_page_token":"more"})");
        MlflowTraceQuery query;
        query.experimentIds = {u"7"_s, u"8"_s};
        query.filter = u"trace.status = 'ERROR'"_s;
        query.pageToken = u"p1"_s;
        const auto page = got(scene.traces.search(query));
        QVERIFY(page);
        const QJsonObject sent = QJsonDocument::fromJson(scene.server.seen().last().body).object();
        QCOMPARE(sent[u"locations"].toArray().size(), 2);
        QCOMPARE(sent[u"locations"][1][u"mlflow_experiment"][u"experiment_id"].toString(), u"8"_s);
        QCOMPARE(sent[u"filter"].toString(), query.filter);
        QCOMPARE(sent[u"page_token"].toString(), u"p1"_s);
        QCOMPARE(sent[u"order_by"][0].toString(), u"timestamp_ms DESC"_s);
        QCOMPARE(page->nextPageToken, u"more"_s);
        const MlflowTraceInfo& trace = page->traces.at(0);
        QCOMPARE(trace.name, u"plan"_s);
        QCOMPARE(trace.state, u"ERROR"_s);
        QCOMPARE(trace.traceId.hex(), std::string("5350414e474c41530000000000000001"));
        QCOMPARE(trace.start.value, 1'771'232'400'250'000'000ull);
        QCOMPARE(trace.duration.value, 1'500'000'000ll);
        QCOMPARE(trace.metadata.value(u"mlflow.trace.user"_s), u"ada"_s);
    }

    void aTraceIsFetchedWithItsTags() {
        Scene scene;
        scene.answers(Info, InfoJson);
        scene.answers(Artifact, SpansJson);
        const auto batch = got(scene.traces.fetch(Id));
        QVERIFY2(batch, batch ? "" : qPrintable(batch.error().oneLine()));
        QCOMPARE((*batch)->spans.size(), std::size_t(2));
        const Span& root = (*batch)->spans[0];
        QCOMPARE(root.name, std::string_view("plan"));
        QCOMPARE(root.start.value, 1'771'232'400'000'000'000ull);
        QCOMPARE(findAttribute(root.attributes, "team")->text(), std::string_view("search"));
        QCOMPARE((*batch)->spans[1].status, StatusCode::Error);
        QCOMPARE(scene.server.seen(Artifact).last().query.queryItemValue(u"request_id"_s), Id);
    }

    void anOlderServerIsAskedByItsOwnPath() {
        Scene scene;
        scene.answers(Info, InfoJson);
        scene.answers(Artifact, "{}", 404);
        scene.answers("/ajax-api/2.0/mlflow/get-trace-artifact", SpansJson);
        QVERIFY(got(scene.traces.fetch(Id)));
    }

    void anUnknownTraceIsNotFound() {
        Scene scene;
        scene.answers(
            Info, R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Trace with ID 'tr' not found."})", 404);
        const auto batch = got(scene.traces.fetch(Id));
        QVERIFY(!batch);
        QCOMPARE(batch.error().code, ErrorCode::NotFound);
    }

    void aTraceWithoutSpansSaysSo() {
        Scene scene;
        scene.answers(Info, InfoJson);
        scene.answers(Artifact, R"({"spans":[]})");
        const auto batch = got(scene.traces.fetch(Id));
        QVERIFY(!batch);
        QVERIFY(batch.error().message.contains(u"no spans"));
    }

    void whatIsNoAnswerIsNamed() {
        Scene scene;
        scene.answers(Info, InfoJson);
        scene.answers(Artifact, "{\"spans\":[{");
        const auto batch = got(scene.traces.fetch(Id));
        QVERIFY(!batch);
        QVERIFY(batch.error().message.contains(u"cannot be read"));
    }

    void cancellingEndsTheCall() {
        Scene scene;
        scene.server.hold(Info);
        auto future = scene.traces.fetch(Id);
        QTRY_VERIFY(!scene.server.seen(Info).isEmpty());
        future.cancel();
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 0);
        scene.server.release();
    }
};

QTEST_GUILESS_MAIN(TestMlflowTraces)
#include "tst_mlflow_traces.moc"
