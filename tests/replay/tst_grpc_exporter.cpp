// What reaches a target over OTLP/gRPC, and what its statuses mean.
#include "services/otlp/Responses.h"
#include "services/replay/exporters/GrpcExporter.h"
#include "tests/replay/CutWire.h"
#include "tests/replay/ExportFixture.h"
#include "tests/replay/GrpcSink.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = grpc::StatusCode;

class TestGrpcExporter : public QObject {
    Q_OBJECT

    AuthFixture m_auth;

    std::unique_ptr<GrpcExporter> exporterTo(const QString& url, TargetAccess access = {}, bool gzip = false) {
        ReplayTarget target{.kind = TargetKind::Otlp, .url = url, .wire = OtlpWire::Grpc};
        target.gzip = gzip;
        return std::make_unique<GrpcExporter>(m_auth.ports(), routeOf(target), std::move(access));
    }

    ExportAnswer answerTo(const GrpcAct& act) {
        GrpcSink sink([act](const GrpcSeen&) { return act; });
        return sent(*exporterTo(sink.url()), {.body = "x"});
    }

private Q_SLOTS:
    void aRequestArrivesByteForByte() {
        GrpcSink sink;
        const auto exporter = exporterTo(sink.url());
        const ExportAnswer answer = sent(*exporter, {.body = strangeRequest()});
        QCOMPARE(answer.outcome, ExportOutcome::Taken);
        QCOMPARE(answer.status, 0);
        QCOMPARE(sink.seen().value(0).body, strangeRequest());
        QCOMPARE(sink.seen().value(0).method, "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    }

    void logsHaveAServiceOfTheirOwn() {
        GrpcSink sink;
        sent(*exporterTo(sink.url()), {.signal = Signal::Logs});
        QCOMPARE(sink.seen().value(0).method, "/opentelemetry.proto.collector.logs.v1.LogsService/Export");
    }

    void aCompressedRequestUnfoldsToTheSameBytes() {
        GrpcSink sink;
        const QByteArray body = strangeRequest() + QByteArray(300'000, 'x');
        QCOMPARE(sent(*exporterTo(sink.url(), {}, true), {.body = body}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.seen().value(0).body, body);
    }

    void capturedJsonBecomesProtobuf() {
        GrpcSink sink;
        sent(*exporterTo(sink.url()),
            {.format = PayloadFormat::Json, .body = "{\"resourceSpans\":[{\"schemaUrl\":\"s\"}]}"});
        QVERIFY(sink.seen().value(0).body.startsWith('\x0a'));
    }

    void ownFieldsAndTokensAreSent() {
        GrpcSink sink;
        TargetHeaders headers;
        headers.push_back({u"X-Team"_s, Secret("blue")});
        const auto exporter
            = exporterTo(sink.url(), {.tokens = std::make_shared<NumberedTokens>(1), .headers = headers});
        sent(*exporter, {});
        QCOMPARE(sink.seen().value(0).team, "blue");
        QCOMPARE(sink.seen().value(0).authorization, "Bearer token-1");
    }

    void anEndedTokenIsRenewedOnce() {
        GrpcSink sink([](const GrpcSeen& seen) {
            return seen.authorization == "Bearer token-2" ? GrpcAct{}
                                                          : GrpcAct{.status = {Code::UNAUTHENTICATED, "old"}};
        });
        const auto exporter = exporterTo(sink.url(), {.tokens = std::make_shared<NumberedTokens>(2)});
        QCOMPARE(sent(*exporter, {.body = "x"}).outcome, ExportOutcome::Taken);
        QCOMPARE(sink.seen().size(), 2);
    }

    void aStatusDecides_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::addColumn<ExportOutcome>("outcome");
        const auto row = [](Code code, ExportOutcome outcome, const QString& words = u"words"_s) {
            QTest::addRow("%d %s", code, qPrintable(words)) << static_cast<int>(code) << words << outcome;
        };
        row(Code::CANCELLED, ExportOutcome::Later);
        row(Code::DEADLINE_EXCEEDED, ExportOutcome::Later);
        row(Code::ABORTED, ExportOutcome::Later);
        row(Code::OUT_OF_RANGE, ExportOutcome::Later);
        row(Code::UNAVAILABLE, ExportOutcome::Later);
        row(Code::DATA_LOSS, ExportOutcome::Later);
        row(Code::RESOURCE_EXHAUSTED, ExportOutcome::Refused);
        row(Code::RESOURCE_EXHAUSTED, ExportOutcome::TooLarge, u"Received message larger than max (2 vs. 1)"_s);
        row(Code::INVALID_ARGUMENT, ExportOutcome::Refused);
        row(Code::INTERNAL, ExportOutcome::Refused);
        row(Code::UNKNOWN, ExportOutcome::Refused);
        row(Code::UNAUTHENTICATED, ExportOutcome::Blocked);
        row(Code::PERMISSION_DENIED, ExportOutcome::Blocked);
        row(Code::UNIMPLEMENTED, ExportOutcome::Blocked);
    }
    void aStatusDecides() {
        QFETCH(int, code);
        QFETCH(QString, words);
        QFETCH(ExportOutcome, outcome);
        const ExportAnswer answer = answerTo({.status = {static_cast<Code>(code), words.toStdString()}});
        QCOMPARE(answer.outcome, outcome);
        QCOMPARE(answer.status, code);
        QCOMPARE(answer.words, words);
        QVERIFY(answer.problem.has_value());
    }

    void retryInfoMakesAnExhaustedTargetWaitedFor() {
        const StatusAnswer details{8, "slowly", Nanos{2'500'000'000}, {}};
        const ExportAnswer answer
            = answerTo({.status = {Code::RESOURCE_EXHAUSTED, "slowly", statusBody(details, PayloadFormat::Protobuf)}});
        QCOMPARE(answer.outcome, ExportOutcome::Later);
        QCOMPARE(answer.wait, Nanos{2'500'000'000});
        QVERIFY(answer.wantsLess);
    }

    void partialSuccessIsTakenWithItsWords() {
        const ExportAnswer answer
            = answerTo({.response = successBody(Signal::Traces, PayloadFormat::Protobuf, 3, "no root")});
        QCOMPARE(answer.outcome, ExportOutcome::Taken);
        QCOMPARE(answer.rejected, 3u);
        QCOMPARE(answer.words, u"no root"_s);
    }

    void aTargetThatIsNotThereMayBeTriedLater() {
        QString gone;
        {
            GrpcSink sink;
            gone = sink.url();
        }
        QCOMPARE(sent(*exporterTo(gone), {.body = "x"}).outcome, ExportOutcome::Later);
    }

    void aTargetThatComesBackIsReached() {
        std::unique_ptr<CutWire> wire;
        GrpcSink sink;
        wire = std::make_unique<CutWire>(static_cast<quint16>(sink.port()));
        const auto exporter = exporterTo(u"http://127.0.0.1:%1"_s.arg(wire->port()));
        QCOMPARE(sent(*exporter, {.body = "x"}).outcome, ExportOutcome::Taken);
        wire->cut();
        QTRY_COMPARE_WITH_TIMEOUT(sent(*exporter, {.body = "x"}).outcome, ExportOutcome::Taken, 30'000);
    }

    void aConnectionCutBeforeTheAnswerIsUncertain() {
        GrpcSink sink([](const GrpcSeen&) { return GrpcAct{.answers = false}; });
        CutWire wire(static_cast<quint16>(sink.port()));
        const auto exporter = exporterTo(u"http://127.0.0.1:%1"_s.arg(wire.port()));
        auto answer = started(*exporter, {.body = "x"});
        QTRY_COMPARE(sink.seen().size(), 1);
        wire.cut();
        QCOMPARE(answer.get().outcome, ExportOutcome::Uncertain);
    }

    void anAnswerThatDoesNotComeIsUncertain() {
        GrpcSink sink([](const GrpcSeen&) { return GrpcAct{.answers = false}; });
        const ExportAnswer answer = sent(*exporterTo(sink.url(), {.deadline = 300ms}), {.body = "x"});
        QCOMPARE(answer.outcome, ExportOutcome::Uncertain);
        QCOMPARE(answer.status, -1);
    }

    void whatSpeaksHttp1Blocks() {
        ScriptedPeer peer(
            [](const PeerRequest&, QTcpSocket& socket) { socket.write(answer("400 Bad Request", "no")); });
        const ExportAnswer said = sent(*exporterTo(peer.url(QString()).toString()), {.body = "x"});
        QCOMPARE(said.outcome, ExportOutcome::Blocked);
    }

    void goingEndsWhatIsUnderWay() {
        GrpcSink sink([](const GrpcSeen&) { return GrpcAct{.answers = false}; });
        auto exporter = exporterTo(sink.url());
        auto answer = started(*exporter, {.body = "x"});
        QTRY_COMPARE(sink.seen().size(), 1);
        exporter.reset();
        QCOMPARE(answer.wait_for(0s), std::future_status::ready);
        QCOMPARE(answer.get().outcome, ExportOutcome::Uncertain);
    }
};

QTEST_GUILESS_MAIN(TestGrpcExporter)
#include "tst_grpc_exporter.moc"
