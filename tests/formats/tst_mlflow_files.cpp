#include "tests/formats/ImportProbe.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestMlflowFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idsInBase64AreRead() {
        ImportProbe probe;
        probe.importData(u"mlflow-v3.json"_s);
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.report.spans, 2u);
        const Span* root = probe.store.find("predict");
        QCOMPARE(root->traceId.hex(), std::string("000102030405060708090a0b0c0d0e0f"));
        QCOMPARE(root->spanId.hex(), std::string("0102030405060708"));
        QVERIFY(!root->parentSpanId.isValid());
        QCOMPARE(probe.store.find("llm")->parentSpanId.hex(), std::string("0102030405060708"));
    }

    void timesAndStatusAreExact() {
        ImportProbe probe;
        probe.importData(u"mlflow-v3.json"_s);
        QCOMPARE(probe.store.find("predict")->start.value, 1771232400000000001ull);
        QCOMPARE(probe.store.find("predict")->end.value, 1771232401200000002ull);
        QCOMPARE(probe.store.find("predict")->status, StatusCode::Ok);
        QCOMPARE(probe.store.find("llm")->status, StatusCode::Error);
        QCOMPARE(probe.store.find("llm")->statusMessage, std::string_view("boom"));
    }

    void attributeValuesAreUnwrappedOnce() {
        ImportProbe probe;
        probe.importData(u"mlflow-v3.json"_s);
        QCOMPARE(probe.attribute("predict", "mlflow.spanType"), std::string("AGENT"));
        QCOMPARE(probe.attribute("predict", "mlflow.spanInputs"), std::string(R"({"q": "hi"})"));
        QCOMPARE(probe.attribute("predict", "turn"), std::string("int 3"));
        QCOMPARE(probe.attribute("predict", "ratio"), std::string("double 0.5"));
        QCOMPARE(probe.attribute("predict", "final"), std::string("bool true"));
        QCOMPARE(probe.attribute("predict", "plain"), std::string("no JSON"));
    }

    void whatIsSaidOfTheTraceStandsOnItsRoot() {
        ImportProbe probe;
        probe.importData(u"mlflow-v3.json"_s);
        QCOMPARE(probe.attribute("predict", "mlflow.trace.session"), std::string("s-1"));
        QCOMPARE(probe.attribute("predict", "mlflow.traceName"), std::string("predict"));
        QCOMPARE(probe.attribute("llm", "mlflow.traceName"), std::string("(none)"));
        QVERIFY(probe.attribute("predict", "mlflow.trace.assessments").find("helpful") != std::string::npos);
        QCOMPARE(probe.attribute("predict", "mlflow.trace.tokenUsage"),
            std::string(R"({"input_tokens": 5, "total_tokens": 7})"));
        QCOMPARE(probe.store.find("llm")->resource->serviceName, std::string_view("agent.py"));
    }

    void eventsAreKept() {
        ImportProbe probe;
        probe.importData(u"mlflow-v3.json"_s);
        const auto events = probe.store.find("predict")->events;
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].time.value, 1771232400500000003ull);
        QCOMPARE(events[0].attributes[0].value.text(), std::string_view("stop"));
    }

    void theSecondSchemaWithContextIsRead() {
        ImportProbe probe;
        probe.importData(u"mlflow-v2.json"_s);
        QCOMPARE(probe.report.problemCount, 0u);
        const Span* span = probe.store.find("old");
        QVERIFY(span);
        QCOMPARE(span->traceId.low, 0xabc1u);
        QCOMPARE(span->spanId.value, 0x8fu);
        QCOMPARE(span->parentSpanId.value, 0x8eu);
        QCOMPARE(span->end.value, 2000u);
        QCOMPARE(span->status, StatusCode::Error);
        QCOMPARE(span->statusMessage, std::string_view("bad"));
        QCOMPARE(span->events[0].attributes[0].value.integer(), 1);
    }

    void plainIdsOfTheFifthMinorReleaseAreRead() {
        ImportProbe probe;
        probe.import(u"v35.json"_s, R"({"info": {}, "data": {"spans": [
            {"trace_id": "tr-000102030405060708090a0b0c0d0e0f", "span_id": "a1b2c3d4e5f60718", "parent_span_id": null,
             "name": "plain", "start_time_unix_nano": 1, "end_time_unix_nano": 2, "status": {"code": "OK"}},
            {"trace_id": "trace:/main.agents/000102030405060708090a0b0c0d0e0f", "span_id": "a1b2c3d4e5f60719",
             "parent_span_id": "a1b2c3d4e5f60718", "name": "located", "start_time_unix_nano": 1,
             "end_time_unix_nano": 2, "status": {"code": "OK"}}]}})");
        QCOMPARE(probe.store.find("plain")->traceId.hex(), std::string("000102030405060708090a0b0c0d0e0f"));
        QVERIFY(probe.store.find("located")->traceId == probe.store.find("plain")->traceId);
        QVERIFY(probe.store.find("located")->parentSpanId == probe.store.find("plain")->spanId);
        QCOMPARE(probe.store.find("plain")->status, StatusCode::Ok);
    }

    void idsThatAreNoneGetStableOnes() {
        const std::string_view json = R"({"info": {}, "data": {"spans": [
            {"trace_id": "my-trace", "span_id": "first", "name": "odd", "start_time_unix_nano": 1,
             "end_time_unix_nano": 2},
            {"trace_id": "my-trace", "span_id": "second", "parent_span_id": "first", "name": "child",
             "start_time_unix_nano": 1, "end_time_unix_nano": 2}]}})";
        ImportProbe probe;
        probe.import(u"a.json"_s, json);
        QVERIFY(probe.store.find("child")->parentSpanId == probe.store.find("odd")->spanId);
        QVERIFY(probe.store.find("child")->traceId == probe.store.find("odd")->traceId);
        probe.import(u"b.json"_s, json);
        QCOMPARE(probe.report.duplicates, 2u);
    }

    void listsAndLinesOfTracesAreRead() {
        const std::string one = R"({"info":{},"data":{"spans":[{"trace_id":"tr-01","span_id":"01","name":"one"}]}})";
        const std::string two = R"({"data":{"spans":[{"trace_id":"tr-02","span_id":"02","name":"two"}]},"info":{}})";
        for (const std::string& text : {"[" + one + "," + two + "]", one + "\n" + two, two + "\n" + one + "\n"}) {
            ImportProbe probe;
            probe.import(u"traces.json"_s, text);
            QCOMPARE(probe.report.spans, 2u);
            QCOMPARE(probe.report.problemCount, 0u);
        }
    }

    void aTraceWithoutSpansIsAProblem() {
        ImportProbe probe;
        probe.import(u"empty.json"_s, R"({"info": {"trace_id": "tr-1"}, "data": {"spans": []}})");
        QCOMPARE(probe.report.spans, 0u);
        QVERIFY(probe.problem(0).find("no spans") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMlflowFiles)
#include "tst_mlflow_files.moc"
