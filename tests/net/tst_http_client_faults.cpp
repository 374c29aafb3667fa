#include "tests/net/ClientCalls.h"
#include "tests/net/ScriptedPeer.h"

#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <atomic>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PeerScript sends(const QByteArray& bytes, bool thenCloses) {
    return [bytes, thenCloses](const PeerRequest&, QTcpSocket& socket) {
        socket.write(bytes);
        if (thenCloses)
            socket.disconnectFromHost();
    };
}

/// Time that only moves when told to, so that waits cost nothing.
class FakeTime {
public:
    HttpClientPorts ports() {
        HttpClientPorts ports;
        ports.now = [this] { return std::chrono::steady_clock::time_point(std::chrono::milliseconds(m_now.load())); };
        ports.random = [] { return 1.0; };
        return ports;
    }
    void advance(std::chrono::milliseconds time) { m_now += time.count(); }

private:
    std::atomic<qint64> m_now = 1'000'000;
};

} // namespace

class TestHttpClientFaults : public QObject {
    Q_OBJECT

    static TransportFault faultOf(const QByteArray& bytes, bool thenCloses = true) {
        ScriptedPeer peer(sends(bytes, thenCloses));
        HttpClient client;
        const auto answer = resultOf(client.send(get(peer.url())));
        return answer ? TransportFault::Unknown : answer.error().fault;
    }

private Q_SLOTS:
    void everyFaultHasItsOwnNameAndSentence() {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(TransportFault::Unknown); ++i) {
            const auto fault = static_cast<TransportFault>(i);
            const HttpFailure failure = transportFailure(fault, {.host = u"h.test"_s, .proxy = u"p.test"_s});
            names.insert(transportFaultName(fault));
            QVERIFY(!failure.message.isEmpty());
            QVERIFY(failure.message.endsWith(u'.'));
            QVERIFY(fault == TransportFault::Cancelled || !failure.remedy.isEmpty());
        }
        QCOMPARE(names.size(), static_cast<int>(TransportFault::Unknown) + 1);
    }

    void unknownNameIsNamed() {
        HttpClient client;
        const auto answer = resultOf(client.send(get(QUrl(u"http://no-such-host.invalid/"_s))));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::NameNotFound);
        QCOMPARE(answer.error().code, ErrorCode::Offline);
        QVERIFY(answer.error().message.contains(u"no-such-host.invalid"_s));
    }

    void closedPortIsRefusedAfterThreeTries() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
        server.close();
        HttpClientPorts ports;
        ports.random = [] { return 0.0; };
        HttpClient client({}, ports);
        const auto answer = resultOf(client.send(get(url)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::Refused);
        QCOMPARE(client.trail().total(), 3u);
        QCOMPARE(client.trail().snapshot().last().attempt, 3);
    }

    void halfABodyIsCutOff() {
        QCOMPARE(faultOf("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), TransportFault::CutOff);
    }

    void halfAChunkIsCutOff() {
        QCOMPARE(faultOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf"), TransportFault::CutOff);
    }

    void connectionClosedWithoutAnswerIsCutOff() { QCOMPARE(faultOf({}), TransportFault::CutOff); }

    void halfAHeadIsCutOff() { QCOMPARE(faultOf("HTTP/1.1 200 OK\r\nContent-Le"), TransportFault::CutOff); }

    void bytesBeyondTheLengthAreIgnored() {
        ScriptedPeer peer(sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 evil", true));
        HttpClient client;
        const auto answer = resultOf(client.send(get(peer.url())));
        QVERIFY(answer);
        QCOMPARE(answer->body, "ok");
    }

    void somethingElseThanHttpIsNamed() {
        QCOMPARE(faultOf("SSH-2.0-OpenSSH_9.2\r\nand so on, long enough to be looked at"), TransportFault::NotHttp);
    }

    void endlessFieldsStopAtTheLimit() {
        ScriptedPeer peer([](const PeerRequest&, QTcpSocket& socket) {
            socket.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 10'000; ++i)
                socket.write("X-More: " + QByteArray(100, 'x') + "\r\n");
        });
        HttpClient client;
        const auto answer = resultOf(client.send(get(peer.url())));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::HeadTooLarge);
    }

    void oneEndlessFieldStopsAtTheLimit() {
        QCOMPARE(
            faultOf("HTTP/1.1 200 OK\r\nX-More: " + QByteArray(2 << 20, 'x'), false), TransportFault::HeadTooLarge);
    }

    void announcedFiveGigabytesAreNotWaitedFor() {
        ScriptedPeer peer(
            sends("HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n" + QByteArray(100'000, 'x'), false));
        HttpClient client;
        const auto answer = resultOf(client.send(get(peer.url())));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::BodyTooLarge);
        QVERIFY(answer.error().message.contains(u"64"_s));
        QVERIFY(client.trail().snapshot().first().bytesIn < 1'000'000);
    }

    void endlessBodyStopsAtTheLimit() {
        ScriptedPeer peer([](const PeerRequest&, QTcpSocket& socket) {
            socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            const auto more = [&socket] {
                if (socket.bytesToWrite() < 1 << 20)
                    socket.write("10000\r\n" + QByteArray(0x10000, 'x') + "\r\n");
            };
            QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
            more();
        });
        HttpClient client;
        HttpRequest request = get(peer.url());
        request.maxBody = 8 << 20;
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::BodyTooLarge);
        QVERIFY(client.trail().snapshot().first().bytesIn < 9 << 20);
        QTRY_COMPARE(peer.closed(), 1); // the rest is not read
    }

    void silenceWithinAnAnswerIsStalled() {
        ScriptedPeer peer(sends("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false));
        NetworkSettings settings;
        settings.stallTime = 100ms;
        HttpClient client(settings);
        const auto answer = resultOf(client.send(get(peer.url())));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::Stalled);
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
    }

    void slowDripEndsAtTheDeadline() {
        ScriptedPeer peer([](const PeerRequest&, QTcpSocket& socket) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            auto* drip = new QTimer(&socket);
            QObject::connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
            drip->start(10);
        });
        NetworkSettings settings;
        settings.stallTime = 2s;
        HttpClient client(settings);
        HttpRequest request = get(peer.url());
        request.deadline = 300ms;
        const auto answer = resultOf(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault, TransportFault::AnswerTimeout);
    }

    void interimAnswersAreSkipped() {
        ScriptedPeer peer(sends("HTTP/1.1 103 Early Hints\r\nX-Request-Id: early\r\n\r\n"
                                "HTTP/1.1 200 OK\r\nX-Request-Id: real\r\nContent-Length: 2\r\n\r\nok",
            false));
        HttpClient client;
        const auto answer = resultOf(client.send(get(peer.url())));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->requestId, "real");
        QCOMPARE(answer->fields.size(), 2u);
    }

    void tooManyRequestsIsTriedAgainWhenTheServerSays() {
        ScriptedPeer peer(inTurn({answer("429 Too Many Requests", {}, "Retry-After: 30\r\n"),
            answer("429 Too Many Requests", {}, "Retry-After: 30\r\n"), answer("200 OK", "done")}));
        FakeTime time;
        HttpClient client({}, time.ports());
        HttpRequest request = get(peer.url());
        request.method = "POST";
        request.deadline = 10min;
        request.retry.maxTime = 10min;
        auto future = client.send(request);
        QTRY_COMPARE(client.trail().total(), 1u);
        time.advance(29'000ms);
        QTRY_COMPARE(peer.requests().size(), 1);
        time.advance(2'000ms); // with the largest jitter
        QTRY_COMPARE(client.trail().total(), 2u);
        time.advance(31'000ms);
        const auto result = resultOf(future);
        QVERIFY(result);
        QCOMPARE(result->body, "done");
        QCOMPARE(result->tries, 3);
        QCOMPARE(client.trail().snapshot().first().status, 429);
        QCOMPARE(client.trail().snapshot().last().attempt, 3);
    }

    void retryAfterAsDateIsUnderstood() {
        const QByteArray past = "Retry-After: Sun, 01 Mar 2020 12:00:00 GMT\r\n";
        ScriptedPeer peer(inTurn({answer("503 Service Unavailable", {}, past), answer("200 OK", "done")}));
        HttpClient client;
        HttpRequest request = get(peer.url());
        request.method = "POST";
        const auto result = resultOf(client.send(request));
        QVERIFY(result);
        QCOMPARE(result->body, "done");
    }

    void stormOf429IsHandedOverAfterTheLastTry() {
        ScriptedPeer peer(inTurn({answer("429 Too Many Requests", "slow down", "Retry-After: 0\r\n")}));
        HttpClient client;
        const auto result = resultOf(client.send(get(peer.url())));
        QVERIFY(result);
        QCOMPARE(result->status, 429);
        QCOMPARE(result->body, "slow down");
        QCOMPARE(peer.requests().size(), RetryRule{}.maxTries);
    }

    void cancelEndsAWaitForTheNextTry() {
        ScriptedPeer peer(inTurn({answer("429 Too Many Requests", {}, "Retry-After: 30\r\n")}));
        HttpClient client;
        auto future = client.send(get(peer.url()));
        QTRY_COMPARE(client.trail().total(), 1u);
        future.cancel();
        future.waitForFinished();
        QCOMPARE(peer.requests().size(), 1);
    }

    void redirectIsFollowedWithTheBearerToTheSameOrigin() {
        ScriptedPeer peer(inTurn({answer("302 Found", {}, "Location: /next?x=1\r\n"), answer("200 OK", "there")}));
        HttpClient client;
        HttpRequest request = get(peer.url());
        request.authorization = Secret("Bearer fake");
        const auto result = resultOf(client.send(request));
        QVERIFY(result);
        QCOMPARE(result->body, "there");
        QCOMPARE(result->url.path(), u"/next"_s);
        QVERIFY(peer.requests().last().head.contains("Authorization: Bearer fake"));
    }

    void redirectToAnotherOriginLosesTheBearer() {
        ScriptedPeer other(inTurn({answer("302 Found", {}, "Location: /again\r\n"), answer("200 OK", "elsewhere")}));
        ScriptedPeer peer(
            inTurn({answer("307 Temporary Redirect", {}, "Location: " + other.url().toEncoded() + "\r\n")}));
        HttpClient client;
        HttpRequest request = get(peer.url());
        request.authorization = Secret("Bearer fake");
        const auto result = resultOf(client.send(request));
        QVERIFY(result);
        QCOMPARE(result->body, "elsewhere");
        QCOMPARE(other.requests().size(), 2);
        for (const PeerRequest& seen : other.requests())
            QVERIFY(!seen.head.contains("Authorization"));
    }

    void redirectOfAPostIsAnAnswer() {
        ScriptedPeer peer(inTurn({answer("302 Found", {}, "Location: /next\r\n")}));
        HttpClient client;
        HttpRequest request = get(peer.url());
        request.method = "POST";
        const auto result = resultOf(client.send(request));
        QVERIFY(result);
        QCOMPARE(result->status, 302);
        QCOMPARE(peer.requests().size(), 1);
    }

    void redirectInACircleEnds() {
        ScriptedPeer peer(inTurn({answer("302 Found", {}, "Location: /\r\n")}));
        HttpClient client;
        const auto result = resultOf(client.send(get(peer.url())));
        QVERIFY(!result);
        QCOMPARE(result.error().fault, TransportFault::RedirectRefused);
        QCOMPARE(peer.requests().size(), 6);
    }

    void redirectToAFileIsRefused() {
        ScriptedPeer peer(inTurn({answer("302 Found", {}, "Location: file:///etc/passwd\r\n")}));
        HttpClient client;
        QCOMPARE(resultOf(client.send(get(peer.url()))).error().fault, TransportFault::RedirectRefused);
    }
};

QTEST_GUILESS_MAIN(TestHttpClientFaults)
#include "tst_http_client_faults.moc"
