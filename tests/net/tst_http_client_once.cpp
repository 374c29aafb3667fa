// What reaches the server when a kept connection ends under a request.
#include "services/net/HttpClient.h"
#include "tests/net/ScriptedPeer.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers every request but the second, at which it closes the connection without a word.
PeerScript closesAtTheSecond() {
    return [](const PeerRequest& request, QTcpSocket& socket) {
        if (request.number == 2)
            socket.abort();
        else
            socket.write(answer("200 OK", "done"));
    };
}

HttpRequest request(const QUrl& url, const QByteArray& method, const QByteArray& body = {}) {
    HttpRequest out;
    out.url = url;
    out.method = method;
    out.body = body;
    out.deadline = 20s;
    return out;
}

HttpResult resultOf(QFuture<HttpResult> future) {
    future.waitForFinished();
    return future.result();
}

} // namespace

class TestHttpClientOnce : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestThatMayNotBeRepeatedReachesTheServerOnce_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("POST") << QByteArray("POST") << QByteArray("{\"statement\":\"INSERT\"}");
        QTest::newRow("POST without a body") << QByteArray("POST") << QByteArray();
        QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("{}");
        QTest::newRow("a large POST") << QByteArray("POST") << QByteArray(3 << 20, 'x');
    }
    void aRequestThatMayNotBeRepeatedReachesTheServerOnce() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        ScriptedPeer peer(closesAtTheSecond());
        HttpClient client;
        QVERIFY(resultOf(client.send(request(peer.url(), "GET"))));
        const auto lost = resultOf(client.send(request(peer.url(), method, body)));
        QVERIFY(!lost);
        QCOMPARE(lost.error().fault, TransportFault::CutOff);
        QVERIFY2(!lost.error().message.contains(u"callback"), qPrintable(lost.error().message));
        QCOMPARE(peer.requests().size(), 2);
        QCOMPARE(peer.requests().last().body, body);
    }

    void aGetIsSentAgain() {
        ScriptedPeer peer(closesAtTheSecond());
        HttpClient client;
        QVERIFY(resultOf(client.send(request(peer.url(), "GET"))));
        QVERIFY(resultOf(client.send(request(peer.url(), "GET"))));
        QCOMPARE(peer.requests().size(), 3);
    }

    void bodiesStillArriveOverAKeptConnection() {
        ScriptedPeer peer(inTurn({answer("200 OK", "done")}));
        HttpClient client;
        for (const QByteArray& body : {QByteArray("one"), QByteArray(200'000, 'y'), QByteArray("three")}) {
            QVERIFY(resultOf(client.send(request(peer.url(), "POST", body))));
            QCOMPARE(peer.requests().last().body, body);
            const QByteArray length = "Content-Length: " + QByteArray::number(body.size());
            QVERIFY(peer.requests().last().head.contains(length));
        }
        QCOMPARE(peer.connections(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHttpClientOnce)
#include "tst_http_client_once.moc"
