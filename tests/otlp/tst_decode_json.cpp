#include "tests/otlp/Requests.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

#include <algorithm>

#include <cmath>
#include <limits>

using namespace spanglass;
using namespace spanglass::test;

class TestDecodeJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfASpanArrives() {
        const auto batch = fromJson(
            R"({"resourceSpans":[{)"
            R"("resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}],"droppedAttributesCount":6},)"
            R"("schemaUrl":"r",)"
            R"("scopeSpans":[{"scope":{"name":"lib","version":"1.2","droppedAttributesCount":2,)"
            R"("attributes":[{"key":"s","value":{"boolValue":true}}]},"schemaUrl":"s",)"
            R"("spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",)"
            R"("parentSpanId":"eee19b7ec3c1b173","traceState":"a=b","flags":4294967041,"name":"a server span",)"
            R"("startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000001","kind":2,)"
            R"("attributes":[{"key":"t","value":{"stringValue":"ü"}},{"key":"i","value":{"intValue":"-5"}},)"
            R"({"key":"d","value":{"doubleValue":2.5}},{"key":"b","value":{"boolValue":false}},)"
            R"({"key":"y","value":{"bytesValue":"AP8="}},)"
            R"({"key":"a","value":{"arrayValue":{"values":[{"intValue":1},{"stringValue":"x"}]}}},)"
            R"({"key":"k","value":{"kvlistValue":{"values":[{"key":"n","value":{"intValue":"7"}}]}}}],)"
            R"("droppedAttributesCount":1,"droppedEventsCount":2,"droppedLinksCount":3,)"
            R"("events":[{"timeUnixNano":"5","name":"e","attributes":[],"droppedAttributesCount":4}],)"
            R"("links":[{"traceId":"5b8efff798038103d269b633813fc60d","spanId":"eee19b7ec3c1b175","traceState":"l=1",)"
            R"("flags":1,"droppedAttributesCount":5}],)"
            R"("status":{"code":2,"message":"boom"}}]}]}]})");
        const Span* span = onlySpan(batch);
        QVERIFY(span);
        QCOMPARE(span->traceId.hex(), std::string("5b8efff798038103d269b633813fc60c"));
        QCOMPARE(span->spanId.hex(), std::string("eee19b7ec3c1b174"));
        QCOMPARE(span->parentSpanId.hex(), std::string("eee19b7ec3c1b173"));
        QCOMPARE(span->traceState, std::string_view("a=b"));
        QCOMPARE(span->flags, 4294967041u);
        QCOMPARE(span->name, std::string_view("a server span"));
        QCOMPARE(span->start.value, 1544712660000000000ull);
        QCOMPARE(span->end.value, 1544712661000000001ull);
        QCOMPARE(span->kind, SpanKind::Server);
        const Value items[]{Value::integer(1), Value::string("x")};
        const Attribute entries[]{{"n", Value::integer(7)}};
        const Attribute attributes[]{{"t", Value::string("ü")}, {"i", Value::integer(-5)}, {"d", Value::real(2.5)},
            {"b", Value::boolean(false)}, {"y", Value::bytes(std::string_view("\0\xff", 2))},
            {"a", Value::array(items)}, {"k", Value::keyValues(entries)}};
        QVERIFY(std::ranges::equal(span->attributes, attributes));
        QCOMPARE(span->droppedAttributes, 1u);
        QCOMPARE(span->droppedEvents, 2u);
        QCOMPARE(span->droppedLinks, 3u);
        QCOMPARE(span->events.size(), std::size_t(1));
        QCOMPARE(span->events[0].time.value, 5u);
        QCOMPARE(span->events[0].name, std::string_view("e"));
        QCOMPARE(span->events[0].droppedAttributes, 4u);
        QCOMPARE(span->links.size(), std::size_t(1));
        QCOMPARE(span->links[0].traceId.hex(), std::string("5b8efff798038103d269b633813fc60d"));
        QCOMPARE(span->links[0].spanId.hex(), std::string("eee19b7ec3c1b175"));
        QCOMPARE(span->links[0].traceState, std::string_view("l=1"));
        QCOMPARE(span->links[0].flags, 1u);
        QCOMPARE(span->links[0].droppedAttributes, 5u);
        QCOMPARE(span->status, StatusCode::Error);
        QCOMPARE(span->statusMessage, std::string_view("boom"));
        QCOMPARE(span->resource->serviceName, std::string_view("shop"));
        QCOMPARE(span->resource->droppedAttributes, 6u);
        QCOMPARE(span->resource->schemaUrl, std::string_view("r"));
        QCOMPARE(span->scope->name, std::string_view("lib"));
        QCOMPARE(span->scope->droppedAttributes, 2u);
        QCOMPARE(span->scope->attributes.size(), std::size_t(1));
        QCOMPARE(span->scope->schemaUrl, std::string_view("s"));
        QVERIFY((*batch)->notes.empty());
        QCOMPARE(span->notices, std::uint8_t(0));
    }

    void requestsWithoutSpansAreEmpty_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"{}", " {\n} ", R"({"resourceSpans":[]})", R"({"resourceSpans":null})",
                 R"({"resourceSpans":[{}]})", R"({"resourceSpans":[{"scopeSpans":[{"spans":[]}]}]})",
                 R"({"resourceSpans":[null]})", "\xEF\xBB\xBF{}"})
            QTest::newRow(text) << QByteArray(text);
    }

    void requestsWithoutSpansAreEmpty() {
        QFETCH(QByteArray, text);
        const auto batch = fromJson(text.toStdString());
        QVERIFY(batch);
        QVERIFY((*batch)->spans.empty());
        QCOMPARE((*batch)->rejected, 0u);
    }

    void whatIsNotOneJsonObjectIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "  ", "[]", "7", "\"x\"", "null", "{", "{}}", "{} {}", "{}x", "<html>", "{\"a\"}",
                 "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":{\"b\":1]}", "{\"a\":01}",
                 "{\"a\":+1}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":nul}", "{\"a\":NaN}",
                 "{\"a\":'b'}", "{\"a\":\"b}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\n\"}",
                 "{\"a\":\"\\", "{\"a\":\"\\u12", "{\"resourceSpans\":[{]}", "{\"resourceSpans\":[{}", "{\"a\":[[[[{}"})
            QTest::newRow(text) << QByteArray(text);
    }

    void whatIsNotOneJsonObjectIsRefused() {
        QFETCH(QByteArray, text);
        const auto batch = fromJson(text.toStdString());
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, Refusal::NotJson);
    }

    void aSyntaxErrorTellsWhereItIs() {
        const auto batch = fromJson(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{},{"name":"a" "b"}]}]}]})");
        QVERIFY(!batch);
        QCOMPARE(batch.error().message,
            std::string("The body is not valid JSON: ',' or '}' expected at byte 58 (in "
                        "resourceSpans[0].scopeSpans[0].spans[1])."));
    }

    void unknownFieldsAreIgnoredAtAnyDepth() {
        const auto batch
            = fromJson(R"({"x":{"y":[1,-2.5e+3,"\u00e9",true,false,null,{},[],[{"z":[]}]]},"resourceSpans":[{)"
                       R"("new":{},"resource":{"n":1},"scopeSpans":[{"n":[],"spans":[{"name":"a","n":{"traceId":"zz"},)"
                       R"("traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",)"
                       R"("attributes":[{"key":"k","n":1,"value":{"n":1,"intValue":1,"m":[{}]}}]}]}]}]})");
        QVERIFY(onlyValue(batch) == Value::integer(1));
        QVERIFY((*batch)->notes.empty());
    }

    void unknownFieldsMayBeAHundredThousandLevelsDeep() {
        const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
        const auto batch = fromJson(spanJson("\"new\":" + deep));
        QVERIFY(onlySpan(batch));
    }

    void snakeCaseKeysAreTakenAndNoted() {
        const auto batch
            = fromJson(R"({"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":)"
                       R"("5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174","start_time_unix_nano":"5",)"
                       R"("attributes":[{"key":"k","value":{"string_value":"v"}}]}]}]}]})");
        const Span* span = onlySpan(batch);
        QVERIFY(span);
        QCOMPARE(span->start.value, 5u);
        QVERIFY(onlyValue(batch) == Value::string("v"));
        QCOMPARE(noted(**batch, Refusal::SnakeCaseKeys), 6u);
    }

    void idsInBase64RejectTheirSpansWithAHint() {
        const auto batch = fromJson(
            R"({"resourceSpans":[{"scopeSpans":[{"spans":[)"
            R"({"name":"trace","traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"eee19b7ec3c1b174"},)"
            R"({"name":"span","traceId":"5b8efff798038103d269b633813fc60c","spanId":"7uGbfsPBsXQ="},)"
            R"({"name":"parent","traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",)"
            R"("parentSpanId":"7uGbfsPBsXQ"},)"
            R"({"name":"good","traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]})");
        QVERIFY(onlySpan(batch));
        QCOMPARE((*batch)->rejected, 3u);
        QCOMPARE(noted(**batch, Refusal::IdInBase64), 3u);
        QCOMPARE((*batch)->notes[0].example, std::string("span 0 \"trace\": trace_id is base64, not hex"));
        QCOMPARE((*batch)->spans[0].ordinal, 3u);
    }

    void wrongIdsRejectOnlyTheirSpans_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char* members, Refusal refusal) {
            QTest::newRow(members) << QByteArray(members) << static_cast<int>(refusal);
        };
        row(R"("traceId":"")", Refusal::TraceIdInvalid);
        row(R"("traceId":"5b8efff798038103")", Refusal::TraceIdInvalid);
        row(R"("traceId":"zzzzzzzzzzzzzz")", Refusal::TraceIdInvalid);
        row(R"("traceId":"zzzzzzzzzzzzzzzz")", Refusal::TraceIdInvalid);
        row(R"("traceId":"5b8efff798038103d269b633813fc60g")", Refusal::TraceIdInvalid);
        row(R"("traceId":"00000000000000000000000000000000")", Refusal::TraceIdInvalid);
        row(R"("spanId":"")", Refusal::SpanIdInvalid);
        row(R"("spanId":"0000000000000000")", Refusal::SpanIdInvalid);
        row(R"("spanId":"zzzzzz")", Refusal::SpanIdInvalid);
        row(R"("spanId":"zzzzzzzz")", Refusal::SpanIdInvalid);
        row(R"("parentSpanId":"eee19b")", Refusal::ParentIdInvalid);
        row(R"("parentSpanId":"5b8efff798038103d269b633813fc60c")", Refusal::ParentIdInvalid);
    }

    void wrongIdsRejectOnlyTheirSpans() {
        QFETCH(QByteArray, members);
        QFETCH(int, refusal);
        // Of two equal JSON keys the last holds.
        const auto batch = fromJson(spanJson(members.toStdString()));
        QVERIFY(batch);
        QVERIFY((*batch)->spans.empty());
        QCOMPARE((*batch)->rejected, 1u);
        QCOMPARE(noted(**batch, static_cast<Refusal>(refusal)), 1u);
    }

    void anEmptyParentIdMeansRoot() {
        const Span* span = nullptr;
        const auto batch = fromJson(spanJson(R"("parentSpanId":"")"));
        QVERIFY((span = onlySpan(batch)));
        QVERIFY(!span->parentSpanId.isValid());
    }

    void aLinkWithAWrongIdDoesNotCostTheSpan() {
        const auto batch = fromJson(spanJson(R"("links":[{"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"zzzzzz"}])"));
        const Span* span = onlySpan(batch);
        QVERIFY(span);
        QVERIFY(!span->links[0].traceId.isValid() && !span->links[0].spanId.isValid());
    }

    void aRequestOfAnotherSignalIsRefusedByName() {
        const auto logs = fromJson(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]})");
        QVERIFY(!logs);
        QCOMPARE(logs.error().refusal, Refusal::WrongSignal);
        QVERIFY2(logs.error().message.find("/v1/logs") != std::string::npos, logs.error().message.c_str());
        const auto traces = decodeMetrics(spanJson(""), PayloadFormat::Json);
        QVERIFY(!traces);
        QCOMPARE(traces.error().refusal, Refusal::WrongSignal);
        const auto metrics = decodeLogs(R"({"resource_metrics":[]})", PayloadFormat::Json);
        QVERIFY(!metrics);
        QCOMPARE(metrics.error().refusal, Refusal::WrongSignal);
    }

    void protobufLabelledAsJsonIsNamed() {
        const auto batch = fromJson(SpanBuilder().span("a").attribute("k", 1).payload());
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, Refusal::ProtobufAsJson);
    }

    void logsAndMetricsAreReadToo() {
        const auto logs = decodeLogs(
            R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"5",)"
            R"("severityNumber":"SEVERITY_NUMBER_WARN","body":{"stringValue":"b"},"traceId":"5b8efff798038103d269b633813fc60c",)"
            R"("spanId":"eee19b7ec3c1b174"}]}]}]})",
            PayloadFormat::Json);
        QVERIFY(logs);
        QCOMPARE((*logs)->records.size(), std::size_t(1));
        QCOMPARE((*logs)->records[0].severityNumber, 13);
        QVERIFY((*logs)->records[0].body == Value::string("b"));
        QVERIFY((*logs)->records[0].traceId.isValid());
        const auto metrics = decodeMetrics(
            R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m",)"
            R"("exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{"count":"3","scale":-2,"zeroCount":1,)"
            R"("positive":{"offset":-4,"bucketCounts":["1","2"]},"min":-1.5}]}},)"
            R"({"name":"n","sum":{"dataPoints":[{"asInt":"-9"},{"asDouble":"NaN"}],"isMonotonic":true}},)"
            R"({"name":"h","histogram":{"dataPoints":[{"bucketCounts":["1",2],"explicitBounds":[0.5]}]}}]}]}]})",
            PayloadFormat::Json);
        QVERIFY(metrics);
        const auto& points = (*metrics)->points;
        QCOMPARE(points.size(), std::size_t(4));
        QCOMPARE(points[0].scale, -2);
        QCOMPARE(points[0].positiveOffset, -4);
        QCOMPARE(points[0].positiveCounts.size(), std::size_t(2));
        QCOMPARE(points[0].min, -1.5);
        QCOMPARE(points[1].value, -9.0);
        QVERIFY(points[1].monotonic);
        QVERIFY(std::isnan(points[2].value));
        QCOMPARE(points[3].bucketCounts.size(), std::size_t(2));
        QCOMPARE(points[3].explicitBounds[0], 0.5);
    }

    void everyPrefixOfARequestIsRefused() {
        const std::string whole
            = spanJson(R"("name":"a\u00e9","kind":2,"attributes":[{"key":"k","value":{"intValue":"1"}}])");
        QVERIFY(onlySpan(fromJson(whole)));
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY2(!fromJson(whole.substr(0, size)), whole.substr(0, size).c_str());
    }
};

QTEST_APPLESS_MAIN(TestDecodeJson)
#include "tst_decode_json.moc"
