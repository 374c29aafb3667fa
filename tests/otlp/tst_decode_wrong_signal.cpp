#include "services/otlp/ContentHash.h"
#include "tests/otlp/Requests.h"
#include "tests/support/Load.h"
#include "tests/support/SpanBuilder.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "trace.pb.h"

#include <QTest>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/unknown_field_set.h>

#include <functional>
#include <random>

using namespace spanglass;
using namespace spanglass::test;

namespace {

Decoded<SpanBatch> fromProtobuf(std::string payload) {
    return decodeTraces(std::move(payload), PayloadFormat::Protobuf);
}

otlp::ExportLogsServiceRequest logsSample() {
    otlp::ExportLogsServiceRequest request;
    otlp::LogRecord& log = *request.add_resource_logs()->add_scope_logs()->add_log_records();
    log.set_time_unix_nano(5);
    log.set_severity_text("INFO");
    log.mutable_body()->set_string_value("hello");
    otlp::KeyValue& attribute = *log.add_attributes();
    attribute.set_key("k");
    attribute.mutable_value()->set_string_value("v");
    log.set_trace_id(std::string(16, '\x01'));
    return request;
}

/// One metric of each kind that is easily taken for something else.
std::vector<std::string> metricSamples() {
    std::vector<std::string> samples;
    const auto sample = [&](const std::function<void(otlp::Metric&)>& fill) {
        otlp::ExportMetricsServiceRequest request;
        otlp::Metric& metric = *request.add_resource_metrics()->add_scope_metrics()->add_metrics();
        metric.set_name("m");
        fill(metric);
        samples.push_back(request.SerializeAsString());
    };
    sample([](otlp::Metric& m) { m.mutable_gauge()->add_data_points()->set_as_int(1); });
    sample([](otlp::Metric& m) { m.mutable_sum()->add_data_points()->set_time_unix_nano(1); });
    sample([](otlp::Metric& m) { m.mutable_histogram()->add_data_points()->set_count(1); });
    sample([](otlp::Metric& m) { m.mutable_exponential_histogram()->add_data_points()->set_count(1); });
    sample([](otlp::Metric& m) { m.mutable_summary()->add_data_points()->set_count(1); });
    sample([](otlp::Metric& m) { // name and description as long as ids
        m.set_name("http.server.reqs");
        m.set_description("requests");
        m.mutable_gauge()->add_data_points()->set_as_double(1);
    });
    return samples;
}

} // namespace

class TestDecodeWrongSignal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void logsOnTheTracesPathAreNamed() {
        const auto batch = fromProtobuf(logsSample().SerializeAsString());
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, Refusal::WrongSignal);
        QCOMPARE(batch.error().message,
            std::string("This is a logs request, but it was sent to the traces path; send it to /v1/logs."));
    }

    void aLogWithNothingButTextIsNamedOnTheTracesPath() {
        otlp::ExportLogsServiceRequest request;
        otlp::LogRecord& log = *request.add_resource_logs()->add_scope_logs()->add_log_records();
        log.set_severity_text("INFO");
        log.mutable_body()->set_string_value("hello");
        const auto batch = fromProtobuf(request.SerializeAsString());
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, Refusal::WrongSignal);
    }

    void metricsOnTheTracesPathAreNamed() {
        for (const std::string& payload : metricSamples()) {
            const auto batch = fromProtobuf(payload);
            QVERIFY(!batch);
            QCOMPARE(batch.error().refusal, Refusal::WrongSignal);
            QVERIFY(batch.error().message.find("/v1/metrics") != std::string::npos);
        }
    }

    void tracesAndMetricsOnTheLogsPathAreNamed() {
        std::vector<std::string> payloads = metricSamples();
        payloads.push_back(fullSample().payload());
        payloads.push_back(SpanBuilder().span("a").payload());
        for (const std::string& payload : payloads) {
            const auto batch = decodeLogs(payload, PayloadFormat::Protobuf);
            QVERIFY(!batch);
            QCOMPARE(batch.error().refusal, Refusal::WrongSignal);
        }
    }

    void tracesAndLogsOnTheMetricsPathAreNamed() {
        for (const std::string& payload :
            {fullSample().payload(), SpanBuilder().span("a").payload(), logsSample().SerializeAsString()}) {
            const auto batch = decodeMetrics(payload, PayloadFormat::Protobuf);
            QVERIFY(!batch);
            QCOMPARE(batch.error().refusal, Refusal::WrongSignal);
        }
    }

    void spansWithoutIdsOrTimesStaySpans() {
        SpanBuilder builder;
        builder.span("GET /").rawIds("", "").times({0}, {0}).kind(SpanKind::Unspecified);
        const auto rejected = fromProtobuf(builder.payload());
        QVERIFY(rejected);
        QCOMPARE((*rejected)->rejected, 1u);
        const auto kept = fromProtobuf(SpanBuilder().span("GET /").times({0}, {0}).payload());
        QVERIFY(kept);
        QCOMPARE((*kept)->spans.size(), std::size_t(1));
    }

    void spansWithTextForIdsAndNoTimesStaySpans() {
        SpanBuilder builder;
        builder.span("a").rawIds(std::string(16, 'a'), std::string(8, 'b')).times({0}, {0}).attribute("k", 1);
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        QCOMPARE((*batch)->spans.size(), std::size_t(1));
        builder.lastSpan().mutable_attributes(0)->clear_key();
        QVERIFY(fromProtobuf(builder.payload()));
    }
};

QTEST_APPLESS_MAIN(TestDecodeWrongSignal)
#include "tst_decode_wrong_signal.moc"
