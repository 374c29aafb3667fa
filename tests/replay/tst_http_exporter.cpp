// What reaches a target over OTLP/HTTP.
#include "services/otlp/Responses.h"
#include "tests/replay/ExportFixture.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHttpExporter : public QObject {
    Q_OBJECT

    AuthFixture m_auth;

    HttpExporter exporterTo(const ReplayTarget& target, TargetAccess access = {}, const QString& host = {}) {
        return HttpExporter(m_auth.ports(), routeOf(target, host), std::move(access));
    }

    static ReplayTarget otlp(const ScriptedSink& sink) { return {.kind = TargetKind::Otlp, .url = sink.url()}; }

private Q_SLOTS:
    void aRequestArrivesByteForByte() {
        ScriptedSink sink;
        auto exporter = exporterTo(otlp(sink));
        const ExportAnswer answer = sent(exporter, {.body = strangeRequest()});
        QCOMPARE(answer.outcome, ExportOutcome::Taken);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.rejected, 0u);
        QCOMPARE(sink.taken().size(), 1);
        QCOMPARE(sink.taken().front().path, "/v1/traces");
        QCOMPARE(sink.taken().front().body, strangeRequest());
        QCOMPARE(sink.taken().front().field("content-type"), "application/x-protobuf");
    }

    void signalsHavePathsOfTheirOwn() {
        ScriptedSink sink;
        auto exporter = exporterTo({.kind = TargetKind::Otlp, .url = QString(sink.url() + "/base/v1/traces/"_L1)});
        sent(exporter, {.signal = Signal::Logs});
        sent(exporter, {.signal = Signal::Metrics});
        QCOMPARE(sink.taken().value(0).path, "/base/v1/logs");
        QCOMPARE(sink.taken().value(1).path, "/base/v1/metrics");
    }

    void capturedJsonStaysAsItCameForATargetOfJson() {
        ScriptedSink sink;
        ReplayTarget target = otlp(sink);
        target.wire = OtlpWire::HttpJson;
        auto exporter = exporterTo(target);
        const QByteArray json = "{ \"resourceSpans\": [], \"x\": 1 }";
        sent(exporter, {.format = PayloadFormat::Json, .body = json});
        QCOMPARE(sink.taken().value(0).body, json);
        QCOMPARE(sink.taken().value(0).field("content-type"), "application/json");
    }

    void capturedJsonBecomesProtobufForATargetOfProtobuf() {
        ScriptedSink sink([](const SinkRequest& request) {
            return request.field("content-type") == "application/x-protobuf" ? SinkAct::take() : SinkAct::refuse(415);
        });
        auto exporter = exporterTo(otlp(sink));
        const QByteArray json = "{\"resourceSpans\":[{\"schemaUrl\":\"s\"}]}";
        QCOMPARE(sent(exporter, {.format = PayloadFormat::Json, .body = json}).outcome, ExportOutcome::Taken);
        QVERIFY(sink.taken().value(0).body.startsWith('\x0a'));
    }

    void capturedJsonBecomesProtobufForAnMlflowServer() {
        ScriptedSink sink;
        auto exporter = exporterTo({.kind = TargetKind::MlflowServer, .url = sink.url(), .experimentId = u"7"_s});
        const QByteArray json = "{\"resourceSpans\":[{\"schemaUrl\":\"s\"}]}";
        QCOMPARE(sent(exporter, {.format = PayloadFormat::Json, .body = json}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.taken().value(0).field("content-type"), "application/x-protobuf");
        QCOMPARE(sink.taken().value(0).field("x-mlflow-experiment-id"), "7");
        QVERIFY(sink.taken().value(0).body.startsWith('\x0a'));
        QVERIFY(!exporter.takes(Signal::Logs));
    }

    void capturedProtobufBecomesJsonWhereThatIsWanted() {
        ScriptedSink sink;
        ReplayTarget target = otlp(sink);
        target.wire = OtlpWire::HttpJson;
        auto exporter = exporterTo(target);
        sent(exporter, {.body = QByteArray::fromHex("0a031a0173")});
        QCOMPARE(sink.taken().value(0).body, "{\"resourceSpans\":[{\"schemaUrl\":\"s\"}]}");
    }

    void brokenJsonIsRefusedBeforeItIsSent() {
        ScriptedSink sink;
        auto exporter = exporterTo({.kind = TargetKind::MlflowServer, .url = sink.url(), .experimentId = u"7"_s});
        const ExportAnswer answer = sent(exporter, {.format = PayloadFormat::Json, .body = "{\"resourceSpans\":["});
        QCOMPARE(answer.outcome, ExportOutcome::Refused);
        QCOMPARE(answer.problem->code, ErrorCode::BadInput);
        QVERIFY(sink.seen().isEmpty());
    }

    void aWorkspaceGetsTheTableAndTheToken() {
        ScriptedSink sink;
        auto exporter = exporterTo({.kind = TargetKind::Databricks, .spansTable = u"main.a.b_spans"_s},
            {.tokens = std::make_shared<NumberedTokens>(1)}, sink.url());
        QCOMPARE(sent(exporter, {.body = "x"}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.taken().value(0).path, "/api/2.0/otel/v1/traces");
        QCOMPARE(sink.taken().value(0).field("x-databricks-uc-table-name"), "main.a.b_spans");
        QCOMPARE(sink.taken().value(0).field("authorization"), "bearer token-1");
        QVERIFY(!exporter.takes(Signal::Logs));
    }

    void ownFieldsAreSent() {
        ScriptedSink sink;
        TargetHeaders headers;
        headers.push_back({u"X-Team"_s, Secret("blue")});
        headers.push_back({u"Authorization"_s, Secret("Basic eA==")});
        auto exporter = exporterTo(otlp(sink), {.headers = headers});
        sent(exporter, {});
        QCOMPARE(sink.taken().value(0).field("x-team"), "blue");
        QCOMPARE(sink.taken().value(0).field("authorization"), "basic ea==");
    }

    void aCompressedRequestUnfoldsToTheSameBytes() {
        ScriptedSink sink;
        ReplayTarget target = otlp(sink);
        target.gzip = true;
        auto exporter = exporterTo(target);
        const QByteArray body = strangeRequest() + QByteArray(300'000, 'x');
        QCOMPARE(sent(exporter, {.body = body}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.taken().value(0).field("content-encoding"), "gzip");
        QCOMPARE(sink.taken().value(0).body, body);
        QVERIFY(sink.taken().value(0).field("content-length").toInt() < 5'000);
    }

    void connectionsAreKept() {
        ScriptedSink sink;
        auto exporter = exporterTo(otlp(sink));
        for (int i = 0; i < 5; ++i)
            sent(exporter, {.body = "x"});
        QCOMPARE(sink.taken().size(), 5);
        QCOMPARE(sink.connections(), 1);
    }

    void severalAreUnderWay() {
        ScriptedSink sink(
            [](const SinkRequest& request) { return request.number == 1 ? SinkAct::silence() : SinkAct::take(); });
        auto exporter = exporterTo(otlp(sink));
        auto first = started(exporter, {.number = 1});
        QTRY_COMPARE(sink.seen().size(), 1);
        QCOMPARE(sent(exporter, {.number = 2}).outcome, ExportOutcome::Taken);
        exporter.abandon();
        QCOMPARE(first.get().outcome, ExportOutcome::Uncertain);
    }

    void anEndedTokenIsRenewedOnce() {
        ScriptedSink sink([](const SinkRequest& request) {
            return request.field("authorization") == "bearer token-2" ? SinkAct::take() : SinkAct::refuse(401);
        });
        auto exporter = exporterTo(otlp(sink), {.tokens = std::make_shared<NumberedTokens>(2)});
        QCOMPARE(sent(exporter, {.body = "x"}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.seen().size(), 2);
        QCOMPARE(sink.taken().size(), 1);
    }

    void aTokenThatStaysRefusedBlocks() {
        ScriptedSink sink([](const SinkRequest&) { return SinkAct::refuse(401); });
        auto exporter = exporterTo(otlp(sink), {.tokens = std::make_shared<NumberedTokens>(9)});
        const ExportAnswer answer = sent(exporter, {.body = "x"});
        QCOMPARE(answer.outcome, ExportOutcome::Blocked);
        QCOMPARE(answer.problem->code, ErrorCode::NeedsSignIn);
        QCOMPARE(sink.seen().size(), 2);
    }

    void whatIsSentAfterAbandoningDoesNotLeave() {
        ScriptedSink sink;
        auto exporter = exporterTo(otlp(sink));
        exporter.abandon();
        QCOMPARE(sent(exporter, {.body = "x"}).outcome, ExportOutcome::NotSent);
        QVERIFY(sink.seen().isEmpty());
    }

    void goingEndsWhatIsUnderWay() {
        ScriptedSink sink([](const SinkRequest&) { return SinkAct::silence(); });
        std::future<ExportAnswer> answer;
        {
            auto exporter = exporterTo(otlp(sink));
            answer = started(exporter, {.body = "x"});
            QTRY_COMPARE(sink.seen().size(), 1);
        }
        QCOMPARE(answer.wait_for(0s), std::future_status::ready);
        QCOMPARE(answer.get().outcome, ExportOutcome::Uncertain);
    }
};

QTEST_GUILESS_MAIN(TestHttpExporter)
#include "tst_http_exporter.moc"
