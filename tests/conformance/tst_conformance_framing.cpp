// Rows 53-71 and 75: how a request's body is delimited, and what else a head may say.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;

class TestConformanceFraming : public QObject {
    Q_OBJECT

    static constexpr int Limit = 100'000;
    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

    static ReceiverSettings smallBodies() {
        auto settings = RunningReceiver::anyPorts();
        settings.maxBodyBytes = Limit;
        return settings;
    }

    /// So that the tests need not wait for a refused connection's close.
    static HttpLimits shortDrain() {
        HttpLimits limits;
        limits.drainTime = std::chrono::milliseconds(100);
        return limits;
    }

    static QByteArray head(const QByteArray& fields) { return postHead("/v1/traces", Protobuf, fields); }
    static QByteArray length(qsizetype size) { return "Content-Length: " + QByteArray::number(size) + "\r\n"; }

    /// A valid request of exactly this many bytes: the name fills it up.
    static QByteArray spanOfSize(qsizetype size) {
        const auto sized = [](qsizetype name) {
            return bytesOf(
                SpanBuilder().service("shop").span(std::string(static_cast<std::size_t>(name), 'x')).payload());
        };
        const qsizetype name = size - (sized(size).size() - size);
        return sized(name);
    }

    /// Sends `request` and expects this status, in protobuf, and then the close.
    void isRefused(const QByteArray& request, int status, Refusal refusal) {
        RunningReceiver receiver(smallBodies(), shortDrain());
        RawHttp client(receiver.httpPort());
        client.send(request);
        const RawReply reply = client.reply();
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.field("content-type"), QByteArray(Protobuf));
        QCOMPARE(reply.field("connection"), QByteArray("close"));
        QVERIFY(!reply.body.isEmpty());
        QVERIFY(client.isClosedWithin(5000));
        QTRY_COMPARE(receiver.count(refusal), 1u);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void isAnswered(const QByteArray& request, const QByteArray& expectedStart = "HTTP/1.1 200 ") {
        RunningReceiver receiver(smallBodies(), shortDrain());
        RawHttp client(receiver.httpPort());
        client.send(request);
        const QByteArray answer = client.readAll();
        QVERIFY2(answer.startsWith(expectedStart), answer.constData());
        QCOMPARE(receiver.sink().items(), 1u);
    }

private Q_SLOTS:
    void row053_announcedTooLargeIsRefusedUnread() { isRefused(head(length(Limit + 1)), 413, Refusal::BodyTooLarge); }

    void row053_answerIsSeenByOneWhoGoesOnSending() {
        isRefused(head(length(Limit + 1)) + QByteArray(Limit + 1, 'x'), 413, Refusal::BodyTooLarge);
    }

    void row054_chunkedIsRefusedAsSoonAsItPasses() {
        isRefused(head("Transfer-Encoding: chunked\r\n") + chunk(QByteArray(Limit, '\0')) + chunk("x"), 413,
            Refusal::BodyTooLarge);
    }

    void row055_exactlyTheLimitIsTaken() {
        RunningReceiver receiver(smallBodies(), shortDrain());
        const QByteArray body = spanOfSize(Limit);
        QCOMPARE(body.size(), Limit);
        QCOMPARE(receiver.post(Protobuf, body).status, 200);
    }

    void row055_oneMoreIsRefused() {
        isRefused(head(length(Limit + 1)) + spanOfSize(Limit + 1), 413, Refusal::BodyTooLarge);
    }

    void row056_bodyCutShortIsCountedAndNotStored() {
        RunningReceiver receiver;
        {
            RawHttp client(receiver.httpPort());
            client.send(head(length(m_span.size() + 10)) + m_span);
            QVERIFY(client.isQuietFor(50));
            client.close();
        }
        QTRY_COMPARE(receiver.count(Refusal::BodyCutShort), 1u);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void row057_contentLengthAndTransferEncoding() {
        isRefused(head(length(5) + "Transfer-Encoding: chunked\r\n") + chunk(m_span) + chunk({}), 400,
            Refusal::FramingInvalid);
    }

    void row058_lengthsThatContradict_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("two different") << length(3) + length(4);
        QTest::newRow("a list") << QByteArray("Content-Length: 3, 4\r\n");
        QTest::newRow("negative") << QByteArray("Content-Length: -1\r\n");
        QTest::newRow("plus") << QByteArray("Content-Length: +1\r\n");
        QTest::newRow("garbage") << QByteArray("Content-Length: 3x\r\n");
        QTest::newRow("empty") << QByteArray("Content-Length:\r\n");
        QTest::newRow("overflow") << QByteArray("Content-Length: 99999999999999999999\r\n");
        QTest::newRow("blank before colon") << QByteArray("Content-Length : 3\r\n");
    }
    void row058_lengthsThatContradict() {
        QFETCH(QByteArray, fields);
        isRefused(head(fields) + "abc", 400, Refusal::FramingInvalid);
    }

    void row059_neitherLengthNorChunkedIsAnEmptyBody() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(head({}));
        QCOMPARE(client.reply().status, 200);
    }

    void row060_chunksExtensionsAndTrailers() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(head("Transfer-Encoding: chunked\r\n"));
        for (const char byte : m_span.first(4))
            client.send("1;name=\"value\"\r\n" + QByteArray(1, byte) + "\r\n");
        client.send(chunk(m_span.sliced(4)) + "0;last\r\nX-Check: 1\r\nX-More: 2\r\n\r\n");
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(receiver.sink().items(), 1u);
        QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
    }

    void row061_badChunks_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("size") << QByteArray("xyz\r\nabc\r\n");
        QTest::newRow("no size") << QByteArray("\r\nabc\r\n");
        QTest::newRow("overflow") << QByteArray("fffffffffffffffff\r\nabc");
        QTest::newRow("no CRLF after data") << QByteArray("3\r\nabcdef\r\n");
        QTest::newRow("bare newline") << QByteArray("3\nabc\r\n");
        QTest::newRow("negative") << QByteArray("-3\r\nabc\r\n");
    }
    void row061_badChunks() {
        QFETCH(QByteArray, body);
        isRefused(head("Transfer-Encoding: chunked\r\n") + body, 400, Refusal::FramingInvalid);
    }

    void row062_otherTransferCodings_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("list") << QByteArray("Transfer-Encoding: gzip, chunked\r\n");
        QTest::newRow("twice") << QByteArray("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
        QTest::newRow("identity") << QByteArray("Transfer-Encoding: identity\r\n");
    }
    void row062_otherTransferCodings() {
        QFETCH(QByteArray, fields);
        isRefused(head(fields), 501, Refusal::FramingInvalid);
    }

    void row063_continueIsSentBeforeTheBody() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(head(length(m_span.size()) + "Expect: 100-continue\r\n"));
        QCOMPARE(client.reply().status, 100);
        client.send(m_span);
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(receiver.sink().items(), 1u);
    }

    void row064_noContinueForWhatIsTooLarge() {
        isRefused(head(length(Limit + 1) + "Expect: 100-continue\r\n"), 413, Refusal::BodyTooLarge);
    }

    void row065_otherExpectations() {
        isRefused(head(length(3) + "Expect: miracles\r\n"), 417, Refusal::ExpectationUnknown);
    }

    void row066_upgradeToHttp2IsIgnored() {
        isAnswered(head(length(m_span.size())
                       + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: "
                         "AAMAAABkAAQCAAAAAAIAAAAA\r\n")
            + m_span);
    }

    void row067_http2PrefaceIsDiagnosed() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        const QByteArray answer = client.readAll();
        QVERIFY(answer.contains("gRPC client reached the OTLP/HTTP port"));
        QVERIFY(client.isClosedWithin(5000));
        QTRY_COMPARE(receiver.count(Refusal::GrpcOnHttpPort), 1u);
    }

    void row068_tlsClientHelloIsDiagnosed() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(QByteArray::fromHex("16030100a5010000a1030352"));
        QVERIFY(client.isClosedWithin(5000));
        QTRY_COMPARE(receiver.count(Refusal::TlsOnPlainPort), 1u);
    }

    void row069_http10IsAnsweredAndClosed() {
        const QByteArray request = "POST /v1/traces HTTP/1.0\r\nContent-Type: application/x-protobuf\r\n"
            + length(m_span.size()) + "\r\n" + m_span;
        isAnswered(request);
    }

    void row070_secondPostOnTheSameConnection() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
        QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
        QVERIFY(HttpLimits{}.idleTime >= std::chrono::seconds(120));
    }

    void row071_pipelinedPostsAreAnsweredInOrder() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        const QByteArray logs = postHead("/v1/logs", Json, length(0));
        client.send(head(length(m_span.size())) + m_span + logs + head(length(m_span.size())) + m_span);
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(client.reply().status, 400);
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(receiver.sink().items(), 2u);
    }

    void row075_missingHost() {
        isRefused("POST /v1/traces HTTP/1.1\r\nContent-Type: application/x-protobuf\r\n" + length(3) + "\r\nabc", 400,
            Refusal::FramingInvalid);
    }
};

QTEST_GUILESS_MAIN(TestConformanceFraming)
#include "tst_conformance_framing.moc"
