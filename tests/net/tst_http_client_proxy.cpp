#include "services/net/HttpClient.h"
#include "tests/net/ScriptedPeer.h"
#include "tests/net/TestCertificates.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpResult get(HttpClient& client, const QString& url, const Secret& authorization = {}) {
    HttpRequest request;
    request.url = QUrl(url);
    request.authorization = authorization;
    request.deadline = 20s;
    auto future = client.send(request);
    future.waitForFinished();
    return future.result();
}

NetworkSettings through(const ScriptedPeer& proxy) {
    NetworkSettings settings;
    settings.proxy = NetworkSettings::Proxy::Fixed;
    settings.proxyAddress = u"127.0.0.1:%1"_s.arg(proxy.port());
    return settings;
}

constexpr auto Challenge = "Proxy-Authenticate: Basic realm=\"test\"\r\n";

} // namespace

class TestHttpClientProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainRequestGoesThroughTheProxy() {
        ScriptedPeer proxy(inTurn({answer("200 OK", "by proxy")}));
        HttpClient client(through(proxy));
        const auto result = get(client, u"http://inner.test/a?b=1"_s);
        QVERIFY(result);
        QCOMPARE(result->body, "by proxy");
        QCOMPARE(proxy.requests().first().line(), "GET http://inner.test/a?b=1 HTTP/1.1");
    }

    void encryptedRequestAsksForATunnelAndShowsItNothing() {
        ScriptedPeer proxy(inTurn({answer("403 Forbidden", "no")}));
        HttpClient client(through(proxy));
        const auto result = get(client, u"https://workspace.test/secret/path"_s, Secret("Bearer fake"));
        QVERIFY(!result);
        QCOMPARE(result.error().fault, TransportFault::ProxyRefused);
        QVERIFY(result.error().message.contains(u"127.0.0.1:%1"_s.arg(proxy.port())));
        const QByteArray seen = proxy.requests().first().head;
        QVERIFY(seen.startsWith("CONNECT workspace.test:443 HTTP/1.1\r\n"));
        QVERIFY(!seen.contains("fake"));
        QVERIFY(!seen.contains("secret"));
    }

    void proxyThatWantsASignInIsNamed() {
        ScriptedPeer proxy(inTurn({answer("407 Proxy Authentication Required", {}, Challenge)}));
        HttpClient client(through(proxy));
        for (const auto& url : {u"https://workspace.test/"_s, u"http://inner.test/"_s}) {
            const auto result = get(client, url);
            QVERIFY(!result);
            QCOMPARE(result.error().fault, TransportFault::ProxyNeedsSignIn);
            QCOMPARE(result.error().code, ErrorCode::NeedsSignIn);
        }
    }

    void proxyGetsItsCredentials() {
        ScriptedPeer proxy([](const PeerRequest& request, QTcpSocket& socket) {
            const QByteArray expected = "Proxy-Authorization: Basic " + QByteArray("ann:p@ss").toBase64();
            const bool known = request.head.contains(expected);
            socket.write(
                known ? answer("200 OK", "welcome") : answer("407 Proxy Authentication Required", {}, Challenge));
        });
        NetworkSettings settings = through(proxy);
        settings.proxyUser = u"ann"_s;
        settings.proxyPassword = Secret("p@ss");
        HttpClient client(settings);
        const auto result = get(client, u"http://inner.test/"_s);
        QVERIFY(result);
        QCOMPARE(result->body, "welcome");
    }

    void tunnelThatIsCutIsTheProxysFault() {
        ScriptedPeer proxy([](const PeerRequest&, QTcpSocket& socket) { socket.disconnectFromHost(); });
        HttpClient client(through(proxy));
        QCOMPARE(get(client, u"https://workspace.test/"_s).error().fault, TransportFault::ProxyRefused);
    }

    void absentProxyIsNamed() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        NetworkSettings settings;
        settings.proxy = NetworkSettings::Proxy::Fixed;
        settings.proxyAddress = u"127.0.0.1:%1"_s.arg(server.serverPort());
        server.close();
        HttpClient client(settings);
        QCOMPARE(get(client, u"http://inner.test/"_s).error().fault, TransportFault::ProxyUnreachable);
        settings.proxyAddress = u"no-such-proxy.invalid:3128"_s;
        client.setSettings(settings);
        QCOMPARE(get(client, u"http://inner.test/"_s).error().fault, TransportFault::ProxyNotFound);
    }

    void environmentNamesTheProxyAndItsExceptions() {
        ScriptedPeer proxy(inTurn({answer("200 OK", "by proxy")}));
        HttpClientPorts ports;
        ports.environment = QProcessEnvironment();
        ports.environment.insert(u"http_proxy"_s, u"http://127.0.0.1:%1"_s.arg(proxy.port()));
        ports.environment.insert(u"NO_PROXY"_s, u"other.invalid,.inner.invalid"_s);
        HttpClient client({}, ports);
        QCOMPARE(get(client, u"http://workspace.invalid/"_s)->body, "by proxy");
        QCOMPARE(get(client, u"http://other.invalid/"_s).error().fault, TransportFault::NameNotFound);
        QCOMPARE(get(client, u"http://a.inner.invalid/"_s).error().fault, TransportFault::NameNotFound);
        QCOMPARE(proxy.requests().size(), 1);
    }

    void proxyThatOpensEncryptedConnectionsIsGuessed() {
        if (!QSslSocket::supportsSsl())
            QSKIP("Qt has no TLS here, so no server can be scripted");
        TestCertificates certificates;
        QVERIFY2(certificates.isValid(), qPrintable(certificates.problem()));
        const QString host = u"adb-1.azuredatabricks.net"_s;
        ScriptedPeer forger(inTurn({answer("200 OK", {})}), certificates.forHost(host));
        ScriptedPeer proxy([port = forger.port()](const PeerRequest&, QTcpSocket& asked) {
            auto* onward = new QTcpSocket(&asked);
            asked.disconnect(&asked, &QTcpSocket::readyRead, nullptr, nullptr);
            QObject::connect(
                &asked, &QTcpSocket::readyRead, onward, [&asked, onward] { onward->write(asked.readAll()); });
            QObject::connect(
                onward, &QTcpSocket::readyRead, &asked, [&asked, onward] { asked.write(onward->readAll()); });
            QObject::connect(
                onward, &QTcpSocket::connected, &asked, [&asked] { asked.write("HTTP/1.1 200 OK\r\n\r\n"); });
            onward->connectToHost(QHostAddress::LocalHost, port);
        });
        HttpClient client(through(proxy));
        const auto result = get(client, u"https://"_s + host + u"/"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().fault, TransportFault::TlsIntercepted);
    }
};

QTEST_GUILESS_MAIN(TestHttpClientProxy)
#include "tst_http_client_proxy.moc"
