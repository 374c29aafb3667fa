#include "services/otlp/Responses.h"
#include "tests/support/SpanBuilder.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "status.pb.h"
#include "trace.pb.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace spanglass;
using namespace spanglass::test;
using nlohmann::json;

class TestResponses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fullSuccessIsEmpty() {
        for (const Signal signal : {Signal::Traces, Signal::Logs, Signal::Metrics}) {
            QCOMPARE(successBody(signal, PayloadFormat::Protobuf), std::string());
            QCOMPARE(successBody(signal, PayloadFormat::Json), std::string("{}"));
        }
    }

    void partialSuccessNamesTheCountOfItsSignal() {
        otlp::ExportTraceServiceResponse traces;
        QVERIFY(traces.ParseFromString(successBody(Signal::Traces, PayloadFormat::Protobuf, 3, "why")));
        QCOMPARE(traces.partial_success().rejected_spans(), 3);
        QCOMPARE(traces.partial_success().error_message(), std::string("why"));
        otlp::ExportLogsServiceResponse logs;
        QVERIFY(logs.ParseFromString(successBody(Signal::Logs, PayloadFormat::Protobuf, 4, "why")));
        QCOMPARE(logs.partial_success().rejected_log_records(), 4);
        otlp::ExportMetricsServiceResponse metrics;
        QVERIFY(metrics.ParseFromString(successBody(Signal::Metrics, PayloadFormat::Protobuf, 5, "why")));
        QCOMPARE(metrics.partial_success().rejected_data_points(), 5);
        const auto body = json::parse(successBody(Signal::Logs, PayloadFormat::Json, 4, "a \"b\""));
        QCOMPARE(body["partialSuccess"]["rejectedLogRecords"].get<std::string>(), std::string("4"));
        QCOMPARE(body["partialSuccess"]["errorMessage"].get<std::string>(), std::string("a \"b\""));
    }

    void aStatusSaysCodeMessageAndWhenToRetry() {
        const StatusAnswer answer{.code = 14, .message = "busy", .retryDelay = Nanos{1'250'000'000}, .badField = {}};
        otlp::RpcStatus status;
        QVERIFY(status.ParseFromString(statusBody(answer, PayloadFormat::Protobuf)));
        QCOMPARE(status.code(), 14);
        QCOMPARE(status.message(), std::string("busy"));
        QCOMPARE(status.details_size(), 1);
        QCOMPARE(status.details(0).type_url(), std::string("type.googleapis.com/google.rpc.RetryInfo"));
        otlp::RetryInfo info;
        QVERIFY(info.ParseFromString(status.details(0).value()));
        QCOMPARE(info.retry_delay().seconds(), 1);
        QCOMPARE(info.retry_delay().nanos(), 250'000'000);
        const auto body = json::parse(statusBody(answer, PayloadFormat::Json));
        QCOMPARE(body["code"].get<int>(), 14);
        QCOMPARE(body["details"][0]["retryDelay"].get<std::string>(), std::string("1.250000000s"));
    }

    void aStatusNamesTheFieldAtFault() {
        const StatusAnswer answer{.code = 3, .message = "not a number", .retryDelay = {}, .badField = "a.b[1]"};
        otlp::RpcStatus status;
        QVERIFY(status.ParseFromString(statusBody(answer, PayloadFormat::Protobuf)));
        otlp::BadRequest request;
        QVERIFY(request.ParseFromString(status.details(0).value()));
        QCOMPARE(request.field_violations(0).field(), std::string("a.b[1]"));
        const auto body = json::parse(statusBody(answer, PayloadFormat::Json));
        QCOMPARE(
            body["details"][0]["fieldViolations"][0]["description"].get<std::string>(), std::string("not a number"));
    }

    void rejectionsAreToldWithTheFirstExampleOfEach() {
        SpanBuilder builder;
        builder.span("one").rawIds("", "12345678").span("two").rawIds("", "").span("three");
        const std::string message = rejectionMessage(*builder.batch());
        QVERIFY2(message.starts_with("2 rejected: trace_id must be 16 bytes"), message.c_str());
        QVERIFY2(message.find("span 0 \"one\"") != message.npos, message.c_str());
        QCOMPARE(rejectionMessage(*SpanBuilder().span("good").batch()), std::string());
    }
};

QTEST_APPLESS_MAIN(TestResponses)
#include "tst_responses.moc"
