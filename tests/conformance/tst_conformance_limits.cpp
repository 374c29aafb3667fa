// Rows 70, 72-74 and 100: limits of time and number, made short here.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/Load.h"
#include "tests/support/SpanBuilder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

class TestConformanceLimits : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(SpanBuilder().service("shop").span("GET /").payload());

    static HttpLimits shortLimits() {
        HttpLimits limits;
        limits.headTime = 300ms;
        limits.bodyWindow = 300ms;
        limits.minBodyBytes = 100;
        return limits;
    }

private Q_SLOTS:
    void row070_idleConnectionIsClosedAfterItsTime() {
        HttpLimits limits;
        limits.idleTime = 300ms;
        RunningReceiver receiver(RunningReceiver::anyPorts(), limits);
        RawHttp client(receiver.httpPort());
        QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
        QVERIFY(client.isClosedWithin(5000));
    }

    void row072_headersThatNeverEnd() {
        RunningReceiver receiver(RunningReceiver::anyPorts(), shortLimits());
        RawHttp client(receiver.httpPort());
        client.send("POST /v1/traces HTTP/1.1\r\nHost: loc");
        QCOMPARE(client.reply().status, 408);
        QVERIFY(client.isClosedWithin(5000));
        QTRY_COMPARE(receiver.count(Refusal::HeadersTooSlow), 1u);
    }

    void row072_headersThatAreTooLarge() {
        RunningReceiver receiver;
        RawHttp client(receiver.httpPort());
        client.send(postHead("/v1/traces", Protobuf, "X-Large: " + QByteArray(40'000, 'x') + "\r\n"));
        QCOMPARE(client.reply().status, 431);
        QVERIFY(client.isClosedWithin(5000));
    }

    void row073_slowBodyIsClosedAndOthersGoOn() {
        RunningReceiver receiver(RunningReceiver::anyPorts(), shortLimits());
        RawHttp slow(receiver.httpPort());
        slow.send(postHead("/v1/traces", Protobuf, "Content-Length: 1000\r\n") + "x");
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
        QCOMPARE(slow.reply().status, 408);
        QVERIFY(slow.isClosedWithin(5000));
        QTRY_COMPARE(receiver.count(Refusal::BodyTooSlow), 1u);
    }

    void row074_fiveHundredIdleConnections() {
        RunningReceiver receiver;
        std::vector<std::unique_ptr<RawHttp>> idle;
        for (int i = 0; i < 500; ++i)
            idle.push_back(std::make_unique<RawHttp>(receiver.httpPort()));
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
        QTRY_VERIFY(receiver.snapshot().connections <= HttpLimits{}.maxConnections);
        QTRY_VERIFY(receiver.count(Refusal::TooManyConnections) >= 500 - HttpLimits{}.maxConnections);
        QVERIFY(idle.front()->isClosedWithin(5000));
        QVERIFY(idle.back()->isConnected());
    }

    void row074_whenAllAreBusyTheNewOneIsTurnedAway() {
        HttpLimits limits;
        limits.maxConnections = 2;
        RunningReceiver receiver(RunningReceiver::anyPorts(), limits);
        RawHttp first(receiver.httpPort());
        RawHttp second(receiver.httpPort());
        for (RawHttp* busy : {&first, &second})
            busy->send(postHead("/v1/traces", Protobuf, "Content-Length: 10\r\n"));
        QVERIFY(second.isQuietFor(100));
        const RawReply reply = RawHttp(receiver.httpPort()).reply();
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.field("retry-after").toInt() > 0);
    }

    void row100_fiftyThousandSpansInOnePost() {
        RunningReceiver receiver;
        LoadShape shape;
        shape.spans = shape.spansPerRequest = 50'000;
        const auto load = makeLoad(shape);
        QCOMPARE(load.size(), 1u);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(receiver.post(Protobuf, bytesOf(load.front())).status, 200);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(receiver.sink().items(), 50'000u);
    }
};

QTEST_GUILESS_MAIN(TestConformanceLimits)
#include "tst_conformance_limits.moc"
