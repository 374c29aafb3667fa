// The server below any request's meaning, with a handler that answers what it is sent.
#include "services/net/HttpServer.h"
#include "tests/receiver/RawHttp.h"

#include <QTcpServer>
#include <QTest>

#include <thread>

using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

/// Answers a request with its own body, or keeps the way back when told to wait.
class Echo final : public HttpHandler {
public:
    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override {
        if (head.path() == "/refused")
            return HttpReply{403, {}, "no", false};
        return std::make_unique<Exchange>(*this, head.path() == "/wait");
    }
    HttpReply fault(HttpFault fault, const HttpHead&, std::string_view) override {
        return {httpFaultStatus(fault), {}, "fault", false};
    }

    bool isWaiting() {
        const std::scoped_lock lock(m_mutex);
        return m_waiting.has_value();
    }
    HttpResponder takeWaiting() {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_waiting, std::nullopt).value_or(HttpResponder());
    }

private:
    class Exchange final : public HttpExchange {
    public:
        Exchange(Echo& echo, bool waits)
            : m_echo(echo)
            , m_waits(waits) { }
        std::optional<HttpReply> body(std::string_view bytes) override {
            m_body.append(bytes);
            return std::nullopt;
        }
        void end(HttpResponder responder) override {
            if (!m_waits)
                return responder.send({200, {}, m_body, false});
            const std::scoped_lock lock(m_echo.m_mutex);
            m_echo.m_waiting = responder;
        }

    private:
        Echo& m_echo;
        bool m_waits;
        std::string m_body;
    };

    std::mutex m_mutex;
    std::optional<HttpResponder> m_waiting;
};

QByteArray request(const QByteArray& path, const QByteArray& body, const QByteArray& fields = {}) {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + fields + "\r\n" + body;
}

} // namespace

class TestHttpServer : public QObject {
    Q_OBJECT

    const QList<QHostAddress> m_both{QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};

    /// So that the tests need not wait for a refused connection's close.
    static HttpLimits shortDrain() {
        HttpLimits limits;
        limits.drainTime = 100ms;
        return limits;
    }

    /// A listening server and its handler.
    struct Running {
        explicit Running(const HttpLimits& limits = {})
            : server(handler, limits)
            , port(server.listen({QHostAddress(QHostAddress::LocalHost)}, 0).value_or(0)) { }
        /// The way back of a request to /wait.
        HttpResponder waiting() {
            [this] { QTRY_VERIFY(handler.isWaiting()); }();
            return handler.takeWaiting();
        }
        Echo handler;
        HttpServer server;
        quint16 port;
    };

private Q_SLOTS:
    void emptyLineBeforeARequestIsReadOverHoweverItArrives() {
        Running running;
        RawHttp client(running.port);
        client.send("\r");
        QVERIFY(client.isQuietFor(50));
        client.send("\n\r\n" + request("/", "one"));
        QCOMPARE(client.reply().body, QByteArray("one"));
    }

    void bareNewlineIsRefused() {
        Running running(shortDrain());
        RawHttp client(running.port);
        client.send("GET / HTTP/1.1\nHost: a\n\n");
        QCOMPARE(client.reply().status, 400);
        QVERIFY(client.isClosedWithin(5000));
    }

    void everyRequestOnAConnectionStartsAnew() {
        Running running;
        RawHttp client(running.port);
        const QByteArray chunked
            = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("one") + "0\r\n\r\n";
        client.send(chunked + request("/", "two") + chunked);
        QCOMPARE(client.reply().body, QByteArray("one"));
        QCOMPARE(client.reply().body, QByteArray("two"));
        QCOMPARE(client.reply().body, QByteArray("one"));
    }

    void refusedRequestWithoutABodyLeavesTheConnectionOpen() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/refused", {}) + request("/", "two"));
        QCOMPARE(client.reply().status, 403);
        QCOMPARE(client.reply().body, QByteArray("two"));
    }

    void refusedBodyIsNeverReadAsTheNextRequest() {
        Running running(shortDrain());
        RawHttp client(running.port);
        client.send(request("/refused", request("/", "smuggled")));
        QCOMPARE(client.reply().status, 403);
        QVERIFY(!client.readAll().contains("smuggled"));
    }

    void continueIsNotAskedForWhatIsAlreadyHere() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/", "here", "Expect: 100-continue\r\n"));
        QCOMPARE(client.reply().status, 200);
    }

    void chunkedBodyBeyondTheLimitIsRefused() {
        HttpLimits limits = shortDrain();
        limits.maxBodyBytes = 10;
        Running running(limits);
        RawHttp client(running.port);
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("123456")
            + chunk("78901") + "0\r\n\r\n");
        QCOMPARE(client.reply().status, 413);
    }

    void onlyTheFirstAnswerToARequestCounts() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/wait", {}));
        const HttpResponder first = running.waiting();
        first.send({200, {}, "first", false});
        first.send({200, {}, "second", false});
        QCOMPARE(client.reply().body, QByteArray("first"));
        client.send(request("/wait", {}));
        const HttpResponder next = running.waiting();
        first.send({200, {}, "late", false});
        next.send({200, {}, "next", false});
        QCOMPARE(client.reply().body, QByteArray("next"));
    }

    void answerAfterTheCloseIsDropped() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/wait", {}));
        const HttpResponder responder = running.waiting();
        client.close();
        running.server.close();
        responder.send({200, {}, "too late", false});
        QCOMPARE(running.server.connections(), 0u);
    }

    void answerToHeadAnnouncesABodyAndHasNone() {
        Running running;
        RawHttp client(running.port);
        client.send("HEAD /refused HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        const QByteArray all = client.readAll();
        QVERIFY2(all.contains("Content-Length: 2\r\n") && all.endsWith("\r\n\r\n"), all.constData());
    }

    void closeIsAnnouncedToOneWhoAskedForIt() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/", "last", "Connection: close\r\n"));
        const RawReply reply = client.reply();
        QCOMPARE(reply.field("connection"), QByteArray("close"));
        QVERIFY(client.isClosedWithin(5000));
    }

    void peerThatReadsNoAnswersIsNotServedOn() {
        Running running;
        QTcpSocket socket;
        socket.setReadBufferSize(1);
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), running.port);
        QVERIFY(socket.waitForConnected(5000));
        const QByteArray large = request("/", QByteArray(1 << 20, 'x'));
        for (int i = 0; i < 64; ++i)
            socket.write(large);
        // What the system's buffers hold goes through; then the sender's own bytes must stay with the sender.
        while (socket.waitForBytesWritten(500)) { }
        QVERIFY2(socket.bytesToWrite() > (32 << 20), qPrintable(QString::number(socket.bytesToWrite())));
    }

    void whileARequestWaitsNoMoreIsReadThanABuffer() {
        Running running;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), running.port);
        QVERIFY(socket.waitForConnected(5000));
        socket.write(request("/wait", {}) + request("/", QByteArray(64 << 20, 'x')));
        while (socket.waitForBytesWritten(500)) { }
        QVERIFY2(socket.bytesToWrite() > (32 << 20), qPrintable(QString::number(socket.bytesToWrite())));
        running.waiting().send({200, {}, {}, true});
    }

    void senderThatGoesOnAfterARefusalIsCutOff() {
        HttpLimits limits;
        limits.drainBytes = 64 * 1024;
        limits.drainTime = 60s;
        Running running(limits);
        RawHttp client(running.port);
        client.send(
            "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + QByteArray(8'000'000, 'x'));
        QVERIFY(client.isClosedWithin(5000));
    }

    void connectionsBeyondTwiceTheLimitAreDroppedUnanswered() {
        HttpLimits limits;
        limits.maxConnections = 1;
        limits.drainTime = 60s;
        Running running(limits);
        RawHttp busy(running.port);
        busy.send(request("/wait", {}));
        running.waiting();
        RawHttp turnedAway(running.port);
        QCOMPARE(turnedAway.reply().status, 503);
        RawHttp dropped(running.port);
        QCOMPARE(dropped.reply().status, 0);
        QCOMPARE(running.server.connections(), 2u);
    }

    void connectionThatDoesNotTakeItsLastAnswerIsCutOff() {
        HttpLimits limits;
        limits.drainTime = 100ms;
        Running running(limits);
        QTcpSocket socket;
        socket.setReadBufferSize(1);
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), running.port);
        QVERIFY(socket.waitForConnected(5000));
        socket.write(request("/", QByteArray(32 << 20, 'x'), "Connection: close\r\n"));
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
        QTRY_COMPARE(running.server.connections(), 0u);
    }

    void onePortServesEveryAddress() {
        Echo handler;
        HttpServer server(handler, {});
        const auto port = server.listen(m_both, 0);
        QVERIFY(port);
        QCOMPARE(server.addresses(), m_both);
        for (const QHostAddress& address : m_both) {
            RawHttp client(*port, address);
            client.send(request("/", "here"));
            QCOMPARE(client.reply().body, QByteArray("here"));
        }
    }

    void portBusyOnOneAddressIsAnErrorAndFreesTheOthers() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHostIPv6));
        Echo handler;
        HttpServer server(handler, {});
        const auto port = server.listen(m_both, other.serverPort());
        QVERIFY(!port);
        QCOMPARE(port.error().code, ErrorCode::Busy);
        QVERIFY(server.addresses().isEmpty());
        QVERIFY(!RawHttp(other.serverPort()).isConnected());
        QVERIFY(server.listen(m_both, 0));
    }

    void withoutAnAddressThereIsNothingToListenOn() {
        Echo handler;
        HttpServer server(handler, {});
        QCOMPARE(server.listen({}, 0).error().code, ErrorCode::BadInput);
    }

    void closingWaitsForTheAnswerUnderWay() {
        Running running;
        RawHttp client(running.port);
        client.send(request("/wait", {}));
        const HttpResponder responder = running.waiting();
        std::thread closing([&] { running.server.close(); });
        QVERIFY(client.isQuietFor(100));
        responder.send({200, {}, "done", false});
        closing.join();
        const RawReply reply = client.reply();
        QCOMPARE(reply.body, QByteArray("done"));
        QCOMPARE(reply.field("connection"), QByteArray("close"));
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
