// Rows 1-14: which request gets which answer.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;

class TestConformanceAnswers : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

private Q_SLOTS:
    void row001_protobufIsAnsweredWithZeroBytes() {
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Protobuf, m_span);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.field("content-type"), QByteArray(Protobuf));
        QVERIFY(reply.body.isEmpty());
        QCOMPARE(receiver.sink().items(), 1u);
    }

    void row004_withoutTypeTheAnswerNamesBoth() {
        RunningReceiver receiver;
        const RawReply reply = receiver.post("", m_span);
        QCOMPARE(reply.status, 415);
        QVERIFY(reply.body.contains("application/x-protobuf") && reply.body.contains("application/json"));
        QTRY_COMPARE(receiver.count(Refusal::ContentTypeMissing), 1u);
    }

    void row005_otherTypesAreRefused_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("hint");
        QTest::newRow("text") << QByteArray("text/plain") << QByteArray("application/x-protobuf");
        QTest::newRow("grpc") << QByteArray("application/grpc") << QByteArray("4317");
        QTest::newRow("not a type") << QByteArray(";;") << QByteArray("application/json");
    }
    void row005_otherTypesAreRefused() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, hint);
        RunningReceiver receiver;
        const RawReply reply = receiver.post(type, m_span);
        QCOMPARE(reply.status, 415);
        QVERIFY2(reply.body.contains(hint), reply.body.constData());
    }

    void row006_onlyPostIsAllowedWhateverTheType_data() {
        QTest::addColumn<QByteArray>("method");
        for (const char* method : {"GET", "PUT", "PATCH", "DELETE", "HEAD"})
            QTest::newRow(method) << QByteArray(method);
    }
    void row006_onlyPostIsAllowedWhateverTheType() {
        QFETCH(QByteArray, method);
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(method + " /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n\r\n");
        const RawReply reply = client.reply();
        QCOMPARE(reply.status, 405);
        QVERIFY(reply.field("allow").contains("POST"));
        QTRY_COMPARE(receiver.count(Refusal::MethodNotAllowed), 1u);
    }

    void row007_unknownPathIsNotFound() {
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, m_span, {}, "/v1/profiles").status, 404);
        QTRY_COMPARE(receiver.count(Refusal::UnknownPath), 1u);
    }

    void row008_postToTheRootIsDiagnosed() {
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Protobuf, m_span, {}, "/");
        QCOMPARE(reply.status, 404);
        QVERIFY(reply.body.contains("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"));
        QTRY_COMPARE(receiver.count(Refusal::TracesPathMissing), 1u);
    }

    void row009_logsAndMetricsAreTaken_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("logs") << QByteArray("/v1/logs");
        QTest::newRow("metrics") << QByteArray("/v1/metrics");
    }
    void row009_logsAndMetricsAreTaken() {
        QFETCH(QByteArray, path);
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Protobuf, {}, {}, path);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.field("content-type"), QByteArray(Protobuf));
    }

    void row011_emptyProtobufBodySucceeds() {
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, {}).status, 200);
        QCOMPARE(receiver.sink().requests(), 0u);
    }

    void row012_emptyJsonBodyIsRefused() {
        RunningReceiver receiver;
        const RawReply reply = receiver.post(Json, {});
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.field("content-type"), QByteArray(Json));
        QVERIFY(reply.body.contains("\"message\""));
    }

    void row014_envelopesWithoutSpansAreIgnored() {
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, bytesOf(SpanBuilder().service("shop").scope("lib").payload())).status, 200);
        QCOMPARE(receiver.sink().requests(), 0u);
    }
};

QTEST_GUILESS_MAIN(TestConformanceAnswers)
#include "tst_conformance_answers.moc"
