// What the window sees of the receiver: states, settings, counters, senders.
#include "tests/receiver/Codings.h"
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestReceiver : public QObject {
    Q_OBJECT

    const QByteArray m_span = bytesOf(
        SpanBuilder()
            .resource({{"service.name", Value::string("shop")}, {"telemetry.sdk.language", Value::string("python")},
                {"telemetry.sdk.version", Value::string("1.29")}})
            .span("GET /")
            .payload());

private Q_SLOTS:
    void pausedReceiverAsksSendersToWaitAndGoesOnAfterwards() {
        RunningReceiver receiver;
        receiver.receiver().setPaused(true);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Paused);
        const RawReply reply = receiver.post(Protobuf, m_span);
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.field("retry-after").toInt() > 0);
        QTRY_COMPARE(receiver.count(Refusal::Paused), 1u);
        receiver.receiver().setPaused(false);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Listening);
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
    }

    void pausedReceiverRefusesBeforeItReadsABody() {
        RunningReceiver receiver;
        receiver.receiver().setPaused(true);
        RawHttp client(receiver.httpPort());
        client.send(postHead("/v1/traces", Protobuf, "Content-Length: 1000\r\n"));
        QCOMPARE(client.reply().status, 503);
    }

    void oneRequestNamesAtMostSixteenSenders() {
        SpanBuilder builder;
        for (int i = 0; i < 20; ++i)
            builder.service("service " + std::to_string(i)).span("GET /");
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, bytesOf(builder.payload())).status, 200);
        QTRY_COMPARE(receiver.snapshot().spans, 20u);
        QCOMPARE(receiver.snapshot().senders.size(), 16u);
    }

    void stoppedReceiverListensNoMoreAndCanStartAgain() {
        RunningReceiver receiver;
        const quint16 port = receiver.httpPort();
        receiver.receiver().stop();
        QTRY_COMPARE(receiver.snapshot().state, ReceiverState::Stopped);
        QVERIFY(receiver.snapshot().httpAddresses.isEmpty());
        QVERIFY(!RawHttp(port).isConnected());
        receiver.receiver().start(RunningReceiver::anyPorts());
        QTRY_VERIFY(receiver.isListening());
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
    }

    void lastCommandWins() {
        RunningReceiver receiver;
        receiver.receiver().stop();
        receiver.receiver().start(RunningReceiver::anyPorts());
        receiver.receiver().stop();
        receiver.receiver().start(RunningReceiver::anyPorts());
        QCOMPARE(receiver.snapshot().state, ReceiverState::Starting);
        QTRY_VERIFY(receiver.isListening());
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
    }

    void overtakenCommandIsNotShown() {
        RunningReceiver receiver;
        std::vector<ReceiverState> seen;
        connect(
            &receiver.receiver(), &ReceiverControl::changed, this, [&] { seen.push_back(receiver.snapshot().state); });
        receiver.receiver().start(RunningReceiver::anyPorts());
        receiver.receiver().stop();
        QTRY_COMPARE(receiver.snapshot().state, ReceiverState::Stopped);
        QVERIFY(std::ranges::find(seen, ReceiverState::Listening) == seen.end());
    }

    void restartEndsAPause() {
        RunningReceiver receiver;
        receiver.receiver().setPaused(true);
        receiver.receiver().start(RunningReceiver::anyPorts());
        QTRY_VERIFY(receiver.isListening());
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
    }

    void stopWaitsForACommitWhoseSenderIsGone() {
        RunningReceiver receiver;
        receiver.sink().setHeld(true);
        RawHttp client(receiver.httpPort());
        client.send(
            postHead("/v1/traces", Protobuf, "Content-Length: " + QByteArray::number(m_span.size()) + "\r\n") + m_span);
        QTRY_COMPARE(receiver.sink().waiting(), 1u);
        client.close();
        QTRY_COMPARE(receiver.snapshot().connections, 0u);
        receiver.receiver().stop();
        QVERIFY(!QTest::qWaitFor([&] { return receiver.snapshot().state == ReceiverState::Stopped; }, 300));
        receiver.sink().setHeld(false);
        QTRY_COMPARE(receiver.snapshot().state, ReceiverState::Stopped);
    }

    void listeningBeyondThisComputerNeedsAToken() {
        auto settings = RunningReceiver::anyPorts();
        settings.httpAddress = u"0.0.0.0"_s;
        RunningReceiver receiver(settings);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Failed);
        QVERIFY(receiver.snapshot().problem.contains(u"token"_s));
        settings.token = u"secret"_s;
        receiver.receiver().start(settings);
        QTRY_VERIFY(receiver.isListening());
        QCOMPARE(receiver.post(Protobuf, m_span).status, 401);
    }

    void oneListenerMayStayOnThisComputer() {
        auto settings = RunningReceiver::anyPorts();
        settings.httpAddress = u"0.0.0.0"_s;
        settings.token = u"secret"_s;
        RunningReceiver receiver(settings);
        QTRY_VERIFY(receiver.isListening());
        QVERIFY(
            receiver.snapshot().httpAddresses.contains(u"http://127.0.0.1:"_s + QString::number(receiver.httpPort())));
        QVERIFY(receiver.snapshot().grpcAddresses.value(0).startsWith(u"127.0.0.1:"_s));
    }

    void aWildcardOfOneFamilyTakesBoth() {
        auto settings = RunningReceiver::anyPorts();
        settings.httpAddress = settings.grpcAddress = u"0.0.0.0"_s;
        settings.token = u"secret"_s;
        RunningReceiver receiver(settings);
        QTRY_VERIFY(receiver.isListening());
        for (const auto& address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
            RawHttp client(receiver.httpPort(), QHostAddress(address));
            QCOMPARE(client.post("/v1/traces", Protobuf, m_span, "Authorization: Bearer secret\r\n").status, 200);
        }
    }

    void anIpv4SenderIsNamedByItsPlainAddress() {
        auto settings = RunningReceiver::anyPorts();
        settings.httpAddress = u"::"_s;
        settings.token = u"secret"_s;
        RunningReceiver receiver(settings);
        QTRY_VERIFY(receiver.isListening());
        QCOMPARE(receiver.post("text/plain", m_span, "Authorization: Bearer secret\r\n").status, 415);
        QTRY_COMPARE(receiver.count(Refusal::ContentTypeUnknown), 1u);
        const auto& refusals = receiver.snapshot().refusals;
        QVERIFY2(refusals[std::size_t(Refusal::ContentTypeUnknown)].example.startsWith(u"127.0.0.1:"_s),
            qPrintable(refusals[std::size_t(Refusal::ContentTypeUnknown)].example));
    }

    void whatIsNoAddressIsRefused() {
        auto settings = RunningReceiver::anyPorts();
        settings.httpAddress = u"my computer"_s;
        RunningReceiver receiver(settings);
        QCOMPARE(receiver.snapshot().state, ReceiverState::Failed);
        QVERIFY(receiver.snapshot().problem.contains(u"my computer"_s));
    }

    void countersRatesAndSendersAreShown() {
        RunningReceiver receiver;
        QCOMPARE(receiver.post(Protobuf, m_span, "User-Agent: OTel-OTLP-Exporter-Python/1.29\r\n").status, 200);
        QTRY_COMPARE(receiver.snapshot().spans, 1u);
        const ReceiverSnapshot& seen = receiver.snapshot();
        QCOMPARE(seen.requests, 1u);
        QCOMPARE(seen.bytes, std::uint64_t(m_span.size()));
        QVERIFY(seen.spansPerSecond > 0);
        QVERIFY(seen.commitLatencyMedian.value > 0);
        QCOMPARE(seen.senders.size(), 1u);
        QCOMPARE(seen.senders.front().service, u"shop"_s);
        QCOMPARE(seen.senders.front().sdk, u"python 1.29"_s);
        QCOMPARE(seen.senders.front().userAgent, u"OTel-OTLP-Exporter-Python/1.29"_s);
        QCOMPARE(seen.senders.front().items, 1u);
        QCOMPARE(seen.senders.front().bytes, std::uint64_t(m_span.size()));
        QCOMPARE(seen.senders.front().transport, Transport::Http);
    }

    void memoryOfABodyIsGivenBackWithItsAnswer() {
        auto settings = RunningReceiver::anyPorts();
        settings.maxBodyBytes = 10'000; // four of this size may be held at once
        RunningReceiver receiver(settings);
        const QByteArray body = bytesOf(SpanBuilder().service("shop").span(std::string(9'000, 'x')).payload());
        for (int i = 0; i < 20; ++i)
            QCOMPARE(receiver.post(Protobuf, body).status, 200);
    }

    void tooManyLargeBodiesAtOnceAreAskedToWait_data() {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("as sent") << false;
        QTest::newRow("counted after inflation") << true;
    }
    void tooManyLargeBodiesAtOnceAreAskedToWait() {
        QFETCH(bool, compressed);
        auto settings = RunningReceiver::anyPorts();
        settings.maxBodyBytes = 10'000;
        RunningReceiver receiver(settings);
        const QByteArray body = bytesOf(SpanBuilder().service("shop").span(std::string(9'000, 'x')).payload());
        const QByteArray sent = compressed ? gzipped(body) : body;
        const QByteArray head = postHead("/v1/traces", Protobuf,
            "Content-Length: " + QByteArray::number(sent.size()) + "\r\n"
                + (compressed ? "Content-Encoding: gzip\r\n" : ""));
        std::vector<std::unique_ptr<RawHttp>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawHttp>(receiver.httpPort()));
            clients.back()->send(head + sent.chopped(1));
            QVERIFY(clients.back()->isQuietFor(50));
        }
        RawHttp late(receiver.httpPort());
        late.send(head + sent.chopped(1));
        const RawReply reply = late.reply();
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.field("retry-after").toInt() > 0);
        QTRY_COMPARE(receiver.count(Refusal::QueueFull), 1u);
        for (const auto& client : clients) {
            client->send(sent.last(1));
            QCOMPARE(client->reply().status, 200);
        }
        QCOMPARE(receiver.post(Protobuf, body).status, 200);
    }

    void duplicatesAreCounted() {
        RunningReceiver receiver;
        receiver.sink().setDuplicates(1);
        QCOMPARE(receiver.post(Protobuf, m_span).status, 200);
        QTRY_COMPARE(receiver.count(Refusal::Duplicate), 1u);
    }

    void changesComeAtMostTenTimesASecond() {
        RunningReceiver receiver;
        QSignalSpy changed(&receiver.receiver(), &ReceiverControl::changed);
        RawHttp client(receiver.httpPort());
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 500) {
            QCOMPARE(client.post("/v1/traces", Protobuf, m_span).status, 200);
            QCoreApplication::processEvents();
        }
        QVERIFY2(changed.size() <= 6, qPrintable(QString::number(changed.size())));
        QVERIFY(changed.size() >= 2);
    }
};

QTEST_GUILESS_MAIN(TestReceiver)
#include "tst_receiver.moc"
