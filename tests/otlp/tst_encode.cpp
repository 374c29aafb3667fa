#include "services/otlp/ContentHash.h"
#include "services/otlp/Encode.h"
#include "tests/otlp/Requests.h"
#include "tests/support/Load.h"
#include "tests/support/SpanBuilder.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "trace.pb.h"

#include <QTest>

#include <google/protobuf/unknown_field_set.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

using namespace spanglass;
using namespace spanglass::test;
using nlohmann::json;

namespace {

std::vector<const Span*> pointers(const SpanBatch& batch) {
    std::vector<const Span*> spans;
    for (const Span& span : batch.spans)
        spans.push_back(&span);
    return spans;
}

std::shared_ptr<const SpanBatch> decoded(std::string payload, PayloadFormat format) {
    const auto batch = decodeTraces(std::move(payload), format);
    return batch ? *batch : nullptr;
}

} // namespace

class TestEncode : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encodedSpansDecodeToTheSameContent() {
        for (const std::string& payload : makeLoad({.spans = 500, .attributesPerSpan = 12})) {
            const auto batch = decoded(payload, PayloadFormat::Protobuf);
            const auto again = decoded(encodeTraces(pointers(*batch)), PayloadFormat::Protobuf);
            QVERIFY(again);
            QVERIFY(again->notes.empty());
            QCOMPARE(contentHashes(*again), contentHashes(*batch));
        }
    }

    void spansOfEqualResourcesOfSeveralBatchesStandTogether() {
        const auto one = SpanBuilder().service("a").scope("x").span("1").scope("y").span("2").batch();
        const auto two = SpanBuilder().service("b").scope("x").span("3").service("a").scope("x").span("4").batch();
        std::vector<const Span*> spans = pointers(*one);
        std::ranges::copy(pointers(*two), std::back_inserter(spans));
        otlp::ExportTraceServiceRequest request;
        QVERIFY(request.ParseFromString(encodeTraces(spans)));
        QCOMPARE(request.resource_spans_size(), 2);
        QCOMPARE(request.resource_spans(0).scope_spans_size(), 2);
        QCOMPARE(request.resource_spans(0).scope_spans(0).spans_size(), 2);
        QCOMPARE(request.resource_spans(0).scope_spans(0).spans(1).name(), std::string("4"));
        QCOMPARE(request.resource_spans(1).scope_spans(0).spans(0).name(), std::string("3"));
    }

    void jsonDecodesToTheSameContentAsItsProtobuf() {
        for (const std::string& payload : makeLoad({.spans = 500, .attributesPerSpan = 12})) {
            const auto batch = decoded(payload, PayloadFormat::Protobuf);
            for (const JsonStyle style : {JsonStyle::OneLine, JsonStyle::Pretty}) {
                const auto again = decoded(requestJson(payload, Signal::Traces, style), PayloadFormat::Json);
                QVERIFY(again);
                QVERIFY(again->notes.empty());
                QCOMPARE(contentHashes(*again), contentHashes(*batch));
            }
        }
    }

    void jsonIsSpelledAsOtlpAsks() {
        SpanBuilder builder;
        builder.resource({})
            .scope("s")
            .span("n\"")
            .rawIds(std::string(16, '\xab'), std::string(8, '\xcd'))
            .times({1}, {2});
        builder.kind(SpanKind::Client).attribute("i", std::int64_t(-1)).attribute("d", std::nan(""));
        builder.attribute("y", Value::bytes("a")).attribute("b", true).attribute("e", Value::array({})).flags(7);
        QCOMPARE(requestJson(builder.payload(), Signal::Traces),
            std::string("{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"scope\":{\"name\":\"s\"},\"spans\":[{"
                        "\"traceId\":\"abababababababababababababababab\",\"spanId\":\"cdcdcdcdcdcdcdcd\","
                        "\"name\":\"n\\\"\",\"kind\":3,\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\","
                        "\"attributes\":[{\"key\":\"i\",\"value\":{\"intValue\":\"-1\"}},"
                        "{\"key\":\"d\",\"value\":{\"doubleValue\":\"NaN\"}},"
                        "{\"key\":\"y\",\"value\":{\"bytesValue\":\"YQ==\"}},"
                        "{\"key\":\"b\",\"value\":{\"boolValue\":true}},"
                        "{\"key\":\"e\",\"value\":{\"arrayValue\":{}}}],\"flags\":7}]}]}]}"));
    }

    void logsAndMetricsBecomeJsonToo() {
        otlp::ExportLogsServiceRequest logs;
        logs.add_resource_logs()->add_scope_logs()->add_log_records()->set_severity_number(otlp::SEVERITY_NUMBER_INFO);
        QCOMPARE(requestJson(logs.SerializeAsString(), Signal::Logs),
            std::string("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":9}]}]}]}"));
        otlp::ExportMetricsServiceRequest metrics;
        otlp::Metric& metric = *metrics.add_resource_metrics()->add_scope_metrics()->add_metrics();
        otlp::ExponentialHistogramDataPoint& point = *metric.mutable_exponential_histogram()->add_data_points();
        point.set_scale(-2);
        point.mutable_positive()->add_bucket_counts(3);
        point.mutable_positive()->add_bucket_counts(4);
        const auto body = json::parse(requestJson(metrics.SerializeAsString(), Signal::Metrics));
        const auto& data
            = body["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["exponentialHistogram"]["dataPoints"][0];
        QCOMPARE(data["scale"].get<int>(), -2);
        QCOMPARE(data["positive"]["bucketCounts"].dump(), std::string("[\"3\",\"4\"]"));
    }

    void theRawSpanOfAProtobufRequestListsUnknownFields() {
        SpanBuilder builder;
        builder.service("a").span("first").service("b").scope("lib").span("second").span("third");
        auto* unknown = builder.lastSpan().GetReflection()->MutableUnknownFields(&builder.lastSpan());
        unknown->AddVarint(77, 5);
        unknown->AddLengthDelimited(78, "a");
        const auto text = rawSpanJson(builder.payload(), PayloadFormat::Protobuf, 2);
        QVERIFY(text);
        const auto body = json::parse(*text);
        QCOMPARE(body["resourceSpans"].size(), std::size_t(1));
        const auto& group = body["resourceSpans"][0];
        QCOMPARE(group["resource"]["attributes"][0]["value"]["stringValue"].get<std::string>(), std::string("b"));
        QCOMPARE(group["scopeSpans"][0]["scope"]["name"].get<std::string>(), std::string("lib"));
        QCOMPARE(group["scopeSpans"][0]["spans"].size(), std::size_t(1));
        const auto& span = group["scopeSpans"][0]["spans"][0];
        QCOMPARE(span["name"].get<std::string>(), std::string("third"));
        QCOMPARE(span["unknownFields"].dump(),
            std::string("[{\"number\":77,\"value\":\"5\",\"wireType\":\"varint\"},"
                        "{\"base64\":\"YQ==\",\"number\":78,\"wireType\":\"bytes\"}]"));
        QVERIFY(!rawSpanJson(builder.payload(), PayloadFormat::Protobuf, 3));
    }

    void theRawSpanOfAJsonRequestIsAsItWasSent() {
        const std::string payload
            = "{\"resource_spans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"},null]}],\"resource\":{\"x\":1}},"
              "{\"scopeSpans\":[{\"spans\":[{ \"name\" : \"b[,\\\"{\" , \"new\":[ 1.50 ,{}]}],\"scope\":{}}],"
              "\"resource\":{\"y\":2}}]}";
        const auto text = rawSpanJson(payload, PayloadFormat::Json, 2);
        QVERIFY(text);
        QCOMPARE(*text,
            std::string("{\n  \"resource_spans\": [\n    {\n      \"scopeSpans\": [\n        {\n"
                        "          \"spans\": [\n            {\n              \"name\": \"b[,\\\"{\",\n"
                        "              \"new\": [\n                1.50,\n                {}\n              ]\n"
                        "            }\n          ],\n          \"scope\": {}\n        }\n      ],\n"
                        "      \"resource\": {\n        \"y\": 2\n      }\n    }\n  ]\n}"));
        QVERIFY(!rawSpanJson(payload, PayloadFormat::Json, 3));
        QCOMPARE(rawSpanJson("\xEF\xBB\xBF" + payload, PayloadFormat::Json, 2), text);
    }

    void rawSpansAreFoundByTheOrdinalOfTheDecoder() {
        const std::string payload = makeLoad({.spans = 200}).front();
        const std::string text = requestJson(payload, Signal::Traces);
        const auto batch = decoded(payload, PayloadFormat::Protobuf);
        for (const Span& span : batch->spans) {
            for (const auto& [body, format] :
                {std::pair(payload, PayloadFormat::Protobuf), std::pair(text, PayloadFormat::Json)}) {
                const auto raw = rawSpanJson(body, format, span.ordinal);
                QVERIFY(raw);
                const auto again = decoded(*raw, PayloadFormat::Json);
                QVERIFY(again);
                QCOMPARE(contentHashes(*again), std::vector{contentHash(span)});
            }
        }
    }

    void badTextAndEndlessDepthComeOutAsValidJson() {
        SpanBuilder builder;
        builder.span("bad \xff").attribute("k", "\xc3");
        const auto text = rawSpanJson(builder.payload(), PayloadFormat::Protobuf, 0);
        QVERIFY(text);
        QVERIFY(json::accept(*text));
        QVERIFY(text->find("bad \xEF\xBF\xBD") != text->npos);
        const auto deep = rawSpanJson(deepRequest(100'000), PayloadFormat::Protobuf, 0);
        QVERIFY(deep);
        QVERIFY(json::accept(*deep));
    }
};

QTEST_APPLESS_MAIN(TestEncode)
#include "tst_encode.moc"
