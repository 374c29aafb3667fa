#include "services/net/HttpClient.h"
#include "tests/net/ScriptedPeer.h"
#include "tests/net/TestCertificates.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpResult get(HttpClient& client, const QUrl& url) {
    HttpRequest request;
    request.url = url;
    request.deadline = 20s;
    auto future = client.send(request);
    future.waitForFinished();
    return future.result();
}

/// Node's own HTTP/2 server; see http2_peer.mjs for what it answers.
class Http2Peer {
public:
    explicit Http2Peer(const TestCertificates& certificates) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"node"_s, {QStringLiteral(HTTP2_PEER), certificates.keyFile(), certificates.goodFile()});
        m_process.waitForReadyRead();
        m_port = m_process.readLine().trimmed().toInt();
    }
    ~Http2Peer() {
        m_process.kill();
        m_process.waitForFinished();
    }
    QUrl url(const QString& path) const { return QUrl(u"https://127.0.0.1:%1%2"_s.arg(m_port).arg(path)); }
    bool isRunning() const { return m_port > 0; }

private:
    QProcess m_process;
    int m_port = 0;
};

} // namespace

class TestHttpClientTls : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCertificates> m_certificates;

    NetworkSettings trusting() const {
        NetworkSettings settings;
        settings.caFile = m_certificates->authorityFile();
        return settings;
    }
    HttpResult answerOf(const QSslConfiguration& configuration, const NetworkSettings& settings) const {
        ScriptedPeer peer(inTurn({answer("200 OK", "secret answer")}), configuration);
        HttpClient client(settings);
        return get(client, peer.url());
    }
    TransportFault faultOf(const QSslConfiguration& configuration, const NetworkSettings& settings) const {
        const auto result = answerOf(configuration, settings);
        return result ? TransportFault::Unknown : result.error().fault;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!QSslSocket::supportsSsl())
            QSKIP("Qt has no TLS here, so no server can be scripted");
        if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
            QSKIP("the openssl program is missing, so no certificates can be made");
        m_certificates = std::make_unique<TestCertificates>();
        QVERIFY2(m_certificates->isValid(), qPrintable(m_certificates->problem()));
    }

    void ownAuthorityIsTrustedOnceChosen() {
        const auto result = answerOf(m_certificates->good(), trusting());
        QVERIFY2(result, result ? "" : qPrintable(result.error().oneLine()));
        QCOMPARE(result->body, "secret answer");
    }

    void unknownAuthorityIsUntrusted() {
        QCOMPARE(faultOf(m_certificates->good(), {}), TransportFault::TlsUntrusted);
        QCOMPARE(faultOf(m_certificates->selfSigned(), trusting()), TransportFault::TlsUntrusted);
    }

    void nothingIsSentToAnUntrustedServer() {
        ScriptedPeer peer(inTurn({answer("200 OK", {})}), m_certificates->good());
        HttpClient client;
        QVERIFY(!get(client, peer.url()));
        QVERIFY(peer.requests().isEmpty());
    }

    void expiredCertificateIsNamed() {
        QCOMPARE(faultOf(m_certificates->expired(), trusting()), TransportFault::TlsExpired);
    }

    void certificateOfTheFuturePointsAtTheClock() {
        const auto result = answerOf(m_certificates->notYetValid(), trusting());
        QVERIFY(!result);
        QCOMPARE(result.error().fault, TransportFault::TlsNotYetValid);
        QVERIFY(result.error().remedy.contains(u"clock"_s));
    }

    void certificateOfAnotherHostIsNamed() {
        QCOMPARE(faultOf(m_certificates->wrongHost(), trusting()), TransportFault::TlsWrongHost);
    }

    void plainServerBehindHttpsIsNamed() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket* socket = server.nextPendingConnection();
            socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
            socket->disconnectFromHost();
        });
        HttpClient client;
        HttpRequest request;
        request.url = QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()));
        auto future = client.send(request);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().error().fault, TransportFault::TlsFailed);
    }

    void missingOrEmptyAuthorityFileIsNamed() {
        NetworkSettings settings;
        settings.caFile = u"/no/such/file.pem"_s;
        const auto missing = answerOf(m_certificates->good(), settings);
        QCOMPARE(missing.error().fault, TransportFault::CaFileUnreadable);
        QVERIFY(missing.error().message.contains(u"/no/such/file.pem"_s));
        settings.caFile = m_certificates->keyFile();
        QCOMPARE(faultOf(m_certificates->good(), settings), TransportFault::CaFileUnreadable);
    }

    void settingsCountFromTheNextRequest() {
        ScriptedPeer peer(inTurn({answer("200 OK", {})}), m_certificates->good());
        HttpClient client;
        QVERIFY(!get(client, peer.url()));
        client.setSettings(trusting());
        QVERIFY(get(client, peer.url()));
        client.setSettings({});
        QVERIFY(!get(client, peer.url())); // no open connection is reused under other rules
    }

    void http2SharesOneConnection() {
        if (QStandardPaths::findExecutable(u"node"_s).isEmpty())
            QSKIP("node is missing");
        const Http2Peer peer(*m_certificates);
        QVERIFY(peer.isRunning());
        HttpClient client(trusting());
        QList<QFuture<HttpResult>> futures;
        for (int i = 0; i < 50; ++i) {
            HttpRequest request;
            request.url = peer.url(u"/slow"_s);
            futures.append(client.send(request));
        }
        for (auto& future : futures) {
            future.waitForFinished();
            const auto result = future.result();
            QVERIFY2(result, result ? "" : qPrintable(result.error().oneLine()));
            QCOMPARE(result->body, "HTTP/2.0 session 1");
        }
    }

    void http2StreamErrorIsNamed() {
        if (QStandardPaths::findExecutable(u"node"_s).isEmpty())
            QSKIP("node is missing");
        const Http2Peer peer(*m_certificates);
        HttpClient client(trusting());
        const auto result = get(client, peer.url(u"/reset"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().fault, TransportFault::Http2Stream);
        QVERIFY(get(client, peer.url(u"/"_s))); // the next stream is not affected
    }
};

QTEST_GUILESS_MAIN(TestHttpClientTls)
#include "tst_http_client_tls.moc"
