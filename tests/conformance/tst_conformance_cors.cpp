// Rows 76-78: pages that send spans.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestConformanceCors : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("page").span("click").payload());

    static RawReply preflight(RunningReceiver& receiver, const QByteArray& origin) {
        RawHttp client(receiver.httpPort());
        client.send("OPTIONS /v1/traces HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
            + "\r\nAccess-Control-Request-Method: POST\r\n"
              "Access-Control-Request-Headers: content-type,x-tenant\r\n\r\n");
        return client.reply();
    }

private Q_SLOTS:
    void row076_preflightOfAnAllowedOrigin_data() {
        QTest::addColumn<QByteArray>("origin");
        for (const char* origin :
            {"http://localhost:3000", "https://localhost", "http://127.0.0.1:8080", "http://[::1]:1"})
            QTest::newRow(origin) << QByteArray(origin);
    }
    void row076_preflightOfAnAllowedOrigin() {
        QFETCH(QByteArray, origin);
        RunningReceiver receiver;
        const RawReply reply = preflight(receiver, origin);
        QCOMPARE(reply.status, 204);
        QCOMPARE(reply.field("access-control-allow-origin"), origin);
        QVERIFY(reply.field("access-control-allow-methods").contains("POST"));
        QVERIFY(reply.field("access-control-allow-headers").contains("content-type"));
        QVERIFY(reply.field("access-control-allow-headers").contains("x-tenant"));
    }

    void row077_postRepliesNameTheOrigin_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::newRow("success") << QByteArray("/v1/traces") << QByteArray(Protobuf) << QByteArray() << 200;
        QTest::newRow("bad type") << QByteArray("/v1/traces") << QByteArray("text/plain") << QByteArray() << 415;
        QTest::newRow("bad path") << QByteArray("/v2") << QByteArray(Protobuf) << QByteArray() << 404;
        QTest::newRow("undecodable") << QByteArray("/v1/logs") << QByteArray(Json) << QByteArray() << 400;
        QTest::newRow("bad framing") << QByteArray("/v1/traces") << QByteArray(Json)
                                     << QByteArray("Content-Length: x\r\n") << 400;
    }
    void row077_postRepliesNameTheOrigin() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        RunningReceiver receiver;
        const RawReply reply = receiver.post(type, m_span, "Origin: http://localhost:5173\r\n" + fields, path);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.field("access-control-allow-origin"), QByteArray("http://localhost:5173"));
    }

    void row078_otherOriginsAreNotAllowed_data() {
        QTest::addColumn<QByteArray>("origin");
        for (const char* origin :
            {"https://example.com", "http://localhost.example.com", "http://localhost:80.evil", "null"})
            QTest::newRow(origin) << QByteArray(origin);
    }
    void row078_otherOriginsAreNotAllowed() {
        QFETCH(QByteArray, origin);
        RunningReceiver receiver;
        const RawReply reply = preflight(receiver, origin);
        QCOMPARE(reply.status, 204);
        QVERIFY(!reply.fields.contains("access-control-allow-origin"));
    }

    void row078_originsOfTheSettingsAreAllowed() {
        auto settings = RunningReceiver::anyPorts();
        settings.corsOrigins = {u"https://app.example.com"_s};
        RunningReceiver receiver(settings);
        QCOMPARE(preflight(receiver, "https://app.example.com").field("access-control-allow-origin"),
            QByteArray("https://app.example.com"));
        for (const QByteArray& body : {m_span, QByteArray("undecodable")}) {
            const RawReply reply = receiver.post(Protobuf, body, "Origin: https://app.example.com\r\n");
            QCOMPARE(reply.status, body == m_span ? 200 : 400);
            QCOMPARE(reply.field("access-control-allow-origin"), QByteArray("https://app.example.com"));
        }
    }

    void row078_postOfAnotherOriginIsRefused_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("page whose name was made to resolve to this computer")
            << QByteArray("Origin: http://evil.example:4318\r\n") << QByteArray("/v1/traces");
        QTest::newRow("sandboxed frame") << QByteArray("Origin: null\r\n") << QByteArray("/v1/traces");
        QTest::newRow("empty") << QByteArray("Origin:\r\n") << QByteArray("/v1/traces");
        QTest::newRow("second of two") << QByteArray("Origin: http://localhost\r\nOrigin: http://evil.example\r\n")
                                       << QByteArray("/v1/traces");
        QTest::newRow("unknown path") << QByteArray("Origin: http://evil.example\r\n") << QByteArray("/v2");
    }
    void row078_postOfAnotherOriginIsRefused() {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, path);
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Json, "{}", fields, path);
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.field("content-type"), QByteArray(Json));
        QVERIFY2(reply.body.contains("\"code\":7"), reply.body.constData());
        QCOMPARE(receiver.post(Protobuf, m_span, fields, path).field("content-type"), QByteArray(Protobuf));
        QTRY_COMPARE(receiver.count(Refusal::OriginForeign), 2u);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void row078_hostOfAContainerOrTunnelIsTaken() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send("POST /v1/traces HTTP/1.1\r\nHost: host.docker.internal:4318\r\nContent-Type: "
            + QByteArray(Protobuf) + "\r\nContent-Length: " + QByteArray::number(m_span.size()) + "\r\n\r\n" + m_span);
        QCOMPARE(client.reply().status, 200);
    }
};

QTEST_GUILESS_MAIN(TestConformanceCors)
#include "tst_conformance_cors.moc"
