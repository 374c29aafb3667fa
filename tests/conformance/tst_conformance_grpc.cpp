// Rows 86-91: OTLP/gRPC.
#include "tests/receiver/Codings.h"
#include "tests/receiver/GrpcClient.h"
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestConformanceGrpc : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

    static ReceiverSettings smallMessages() {
        auto settings = RunningReceiver::anyPorts();
        settings.maxBodyBytes = 100'000;
        return settings;
    }

    /// An HPACK field without indexing or Huffman coding (RFC 7541 section 6.2.2); texts shorter than 127 bytes.
    static QByteArray field(const QByteArray& name, const QByteArray& value) {
        return QByteArray(1, '\0') + char(name.size()) + name + char(value.size()) + value;
    }
    /// What comes back for one call with a compressed message under any grpc-encoding, as bytes of HTTP/2.
    static QByteArray answerTo(RunningReceiver& receiver, const QByteArray& encoding, const QByteArray& message) {
        RawHttp client(receiver.grpcPort());
        const QByteArray fields = field(":method", "POST") + field(":scheme", "http") + field(":path", TraceExport)
            + field(":authority", "localhost") + field("content-type", "application/grpc") + field("te", "trailers")
            + field("grpc-encoding", encoding);
        client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, {}) + frame(1, 4, 1, fields)
            + frame(0, 1, 1, QByteArray("\1\0\0\0", 4) + char(message.size()) + message));
        QByteArray seen;
        for (int i = 0; i < 50 && !seen.contains("grpc-status"); ++i)
            seen += client.take();
        return seen;
    }
    static QByteArray frame(char type, char flags, char stream, const QByteArray& payload) {
        return QByteArray("\0\0", 2) + char(payload.size()) + type + flags + QByteArray("\0\0\0", 3) + stream + payload;
    }

private Q_SLOTS:
    void row086_exportSucceedsWithAnEmptyMessage_data() {
        QTest::addColumn<int>("compression");
        QTest::newRow("plain") << int(GRPC_COMPRESS_NONE);
        QTest::newRow("gzip") << int(GRPC_COMPRESS_GZIP);
        QTest::newRow("deflate") << int(GRPC_COMPRESS_DEFLATE);
    }
    void row086_exportSucceedsWithAnEmptyMessage() {
        QFETCH(int, compression);
        RunningReceiver receiver;
        const QByteArray large = bytesOf(SpanBuilder().service("shop").span(std::string(5000, 'x')).payload());
        const auto answer = GrpcClient(receiver.grpcPort())
                                .call(TraceExport, large, static_cast<grpc_compression_algorithm>(compression));
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QVERIFY(answer.body.isEmpty());
        QCOMPARE(receiver.sink().items(), 1u);
        QCOMPARE(receiver.sink().captures().front().payloadBytes, std::uint64_t(large.size()));
        QCOMPARE(receiver.sink().captures().front().transport, Transport::Grpc);
    }

    void row086_bothAddressesAndAllSignals() {
        RunningReceiver receiver;
        for (const char* host : {"127.0.0.1", "[::1]"}) {
            for (const char* method : {TraceExport, LogsExport, MetricsExport})
                QVERIFY(GrpcClient(receiver.grpcPort(), host).call(method, {}).status.ok());
        }
    }

    void row087_unknownEncodingIsUnimplemented_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("zstd") << QByteArray("zstd") << zstdCompressed("a message");
        QTest::newRow("snappy") << QByteArray("snappy") << QByteArray("\xff\x06\x00\x00sNaPpY and more", 19);
    }
    void row087_unknownEncodingIsUnimplemented() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, body);
        RunningReceiver receiver;
        const QByteArray seen = answerTo(receiver, name, body);
        QVERIFY2(seen.contains("grpc-status\x02"
                               "12"),
            seen.toHex(' ').constData());
        QVERIFY(seen.contains("grpc-accept-encoding"));
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    /// gRPC C++ drops a grpc-encoding that it does not know, and the flag that says "compressed", before any code of
    /// ours runs. So an encoding that cannot be told by its first bytes is answered as the undecodable message it looks
    /// like.
    void row087_encodingWithoutAMarkIsUndecodable() {
        RunningReceiver receiver;
        const QByteArray seen = answerTo(receiver, "br", QByteArray::fromHex("0b0380612062726f746c6903"));
        QVERIFY2(seen.contains("grpc-status\x01"
                               "3"),
            seen.toHex(' ').constData());
        QCOMPARE(receiver.sink().requests(), 0u);
        QTRY_COMPARE(receiver.count(Refusal::NotProtobuf), 1u);
    }

    void row087_brokenCompressionIsInvalid() {
        RunningReceiver receiver;
        const QByteArray seen = answerTo(receiver, "gzip", gzipped(m_span).chopped(5));
        QVERIFY2(seen.contains("grpc-status\x01"
                               "3"),
            seen.toHex(' ').constData());
        QTRY_COMPARE(receiver.count(Refusal::EncodingBroken), 1u);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void row088_messageOverTheLimit_data() {
        QTest::addColumn<int>("compression");
        QTest::newRow("as sent") << int(GRPC_COMPRESS_NONE);
        QTest::newRow("after inflation") << int(GRPC_COMPRESS_GZIP);
    }
    void row088_messageOverTheLimit() {
        QFETCH(int, compression);
        RunningReceiver receiver(smallMessages());
        const auto answer
            = GrpcClient(receiver.grpcPort())
                  .call(TraceExport, QByteArray(200'000, '\0'), static_cast<grpc_compression_algorithm>(compression));
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        QVERIFY(!answer.hasRetryInfo());
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void row089_undecodableMessage() {
        RunningReceiver receiver;
        const auto answer = GrpcClient(receiver.grpcPort()).call(TraceExport, "<html></html>");
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY(!answer.status.error_message().empty());
        QTRY_COMPARE(receiver.count(Refusal::NotProtobuf), 1u);
    }

    void row090_unknownMethodOrService_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("method") << QByteArray("/opentelemetry.proto.collector.trace.v1.TraceService/Import");
        QTest::newRow("service") << QByteArray("/grpc.health.v1.Health/Check");
    }
    void row090_unknownMethodOrService() {
        QFETCH(QByteArray, method);
        RunningReceiver receiver;
        const auto answer = GrpcClient(receiver.grpcPort()).call(method.toStdString(), m_span);
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
    }

    void row091_overloadAsksToRetry() {
        RunningReceiver receiver;
        receiver.sink().setFull(true);
        const auto answer = GrpcClient(receiver.grpcPort()).call(TraceExport, m_span);
        QCOMPARE(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
        QVERIFY(answer.hasRetryInfo());
        QTRY_COMPARE(receiver.count(Refusal::QueueFull), 1u);
    }

    void row082_wrongTokenIsUnauthenticated() {
        auto settings = RunningReceiver::anyPorts();
        settings.token = u"secret-1"_s;
        RunningReceiver receiver(settings);
        GrpcClient client(receiver.grpcPort());
        QCOMPARE(client.call(TraceExport, m_span).status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
        QVERIFY(client.call(TraceExport, m_span, GRPC_COMPRESS_NONE, "Bearer secret-1").status.ok());
    }
};

QTEST_GUILESS_MAIN(TestConformanceGrpc)
#include "tst_conformance_grpc.moc"
