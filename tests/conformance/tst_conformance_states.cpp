// Rows 79-80 and 82-85: what the receiver's and the store's states do to senders.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestConformanceStates : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

private Q_SLOTS:
    void row079_fullQueueAsksToRetry() {
        RunningReceiver receiver;
        receiver.sink().setFull(true);
        const RawReply reply = receiver.post(Protobuf, m_span);
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.field("retry-after").toInt() > 0);
        QVERIFY(!reply.body.isEmpty());
        QCOMPARE(receiver.sink().requests(), 0u);
        QTRY_COMPARE(receiver.count(Refusal::QueueFull), 1u);
    }

    void row080_storeFailures_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("no space") << int(ErrorCode::NoSpace) << 503;
        QTest::newRow("busy") << int(ErrorCode::Busy) << 503;
        QTest::newRow("damaged") << int(ErrorCode::Damaged) << 500;
        QTest::newRow("read-only") << int(ErrorCode::ReadOnly) << 500;
    }
    void row080_storeFailures() {
        QFETCH(int, code);
        QFETCH(int, status);
        RunningReceiver receiver;
        receiver.sink().setFailure(Error{static_cast<ErrorCode>(code), u"The store failed."_s, {}});
        const RawReply reply = receiver.post(Protobuf, m_span);
        QCOMPARE(reply.status, status);
        QVERIFY2(reply.body.contains("The store failed."), reply.body.constData());
        QCOMPARE(reply.fields.contains("retry-after"), status == 503);
        QTRY_COMPARE(receiver.count(Refusal::StoreFailed), 1u);
    }

    void row082_wrongTokenIsUnauthorized_data() {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << QByteArray() << 401;
        QTest::newRow("wrong") << QByteArray("Authorization: Bearer wrong!\r\n") << 401;
        QTest::newRow("other scheme") << QByteArray("Authorization: Basic secret-1\r\n") << 401;
        QTest::newRow("right") << QByteArray("Authorization: Bearer secret-1\r\n") << 200;
        QTest::newRow("right, lower case") << QByteArray("authorization: bearer secret-1\r\n") << 200;
    }
    void row082_wrongTokenIsUnauthorized() {
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        auto settings = RunningReceiver::anyPorts();
        settings.token = u"secret-1"_s;
        RunningReceiver receiver(settings);
        const RawReply reply = receiver.post(Protobuf, m_span, fields);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body.isEmpty(), status == 200);
        QTRY_COMPARE(receiver.count(Refusal::Unauthorized), status == 401 ? 1u : 0u);
    }

    void row083_stopLetsInFlightEndAndStoresNothingAfterwards() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        RawHttp late(receiver.httpPort());
        receiver.sink().setHeld(true);
        client.send(
            postHead("/v1/traces", Protobuf, "Content-Length: " + QByteArray::number(m_span.size()) + "\r\n") + m_span);
        QTRY_COMPARE(receiver.sink().waiting(), 1u);
        receiver.receiver().stop();
        QVERIFY(late.isClosedWithin(5000));
        QCOMPARE(receiver.snapshot().state, ReceiverState::Listening);
        receiver.sink().setHeld(false);
        QCOMPARE(client.reply().status, 200);
        QTRY_COMPARE(receiver.snapshot().state, ReceiverState::Stopped);
        QCOMPARE(receiver.sink().requests(), 1u);
        QVERIFY(client.isClosedWithin(5000));
    }

    void row084_busyPortIsNamedWithItsOwnerAndAFreeOne() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        auto settings = RunningReceiver::anyPorts();
        settings.httpPort = other.serverPort();
        RunningReceiver receiver(settings);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Failed);
        QVERIFY(receiver.snapshot().problem.contains(QString::number(other.serverPort())));
#ifdef Q_OS_LINUX
        QVERIFY2(receiver.snapshot().problem.contains(u"process %1"_s.arg(QCoreApplication::applicationPid())),
            qPrintable(receiver.snapshot().problem));
#endif
        QCOMPARE(receiver.snapshot().busyPort, other.serverPort());
        QVERIFY(receiver.snapshot().suggestedPort > other.serverPort());
    }

    void row084_busyGrpcPortIsNamedToo() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        auto settings = RunningReceiver::anyPorts();
        settings.grpcPort = other.serverPort();
        RunningReceiver receiver(settings);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Failed);
        QVERIFY2(receiver.snapshot().problem.contains(u"OTLP/gRPC"_s), qPrintable(receiver.snapshot().problem));
    }

    void row085_bothLoopbackAddressesAnswer() {
        RunningReceiver receiver;
        QCOMPARE(receiver.snapshot().httpAddresses.size(), 2);
        for (const auto address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
            RawHttp client(receiver.httpPort(), QHostAddress(address));
            QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
        }
    }
};

QTEST_GUILESS_MAIN(TestConformanceStates)
#include "tst_conformance_states.moc"
