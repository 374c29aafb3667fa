// Replies whose body is made while it is sent.
#include "tests/net/FunctionServer.h"
#include "tests/receiver/RawHttp.h"

#include <QTest>

#include <atomic>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Piece = BodySource::Piece;
using After = BodySource::After;

/// Pieces as listed; the last one is given as often as it is asked for.
class Pieces final : public BodySource {
public:
    explicit Pieces(std::vector<Piece> pieces, std::optional<std::uint64_t> size = {})
        : m_pieces(std::move(pieces))
        , m_size(size) { }

    Piece next() override {
        const std::size_t at = std::min<std::size_t>(asked++, m_pieces.size() - 1);
        return m_pieces[at];
    }
    std::optional<std::uint64_t> size() const override { return m_size; }

    std::atomic<std::size_t> asked = 0;

private:
    const std::vector<Piece> m_pieces;
    const std::optional<std::uint64_t> m_size;
};

std::shared_ptr<Pieces> twoPieces(std::optional<std::uint64_t> size = {}) {
    return std::make_shared<Pieces>(std::vector<Piece>{{"one,", After::More}, {"two", After::End}}, size);
}

std::shared_ptr<Pieces> endless() {
    return std::make_shared<Pieces>(std::vector<Piece>{{std::string(64 << 10, 'x'), After::More}});
}

/// Serves one source at "/", and an ordinary reply elsewhere.
struct Streaming {
    explicit Streaming(std::shared_ptr<BodySource> source, const HttpLimits& limits = {})
        : server(
            [source = std::move(source)](const HttpHead& head, const std::string&) {
                HttpReply reply{.fields = {}, .body = "plain"};
                if (head.path() == "/")
                    reply.source = source;
                return reply;
            },
            limits)
        , client(static_cast<quint16>(server.url().port())) { }

    FunctionServer server;
    RawHttp client;
};

const QByteArray Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const QByteArray GetAndClose = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/// Asks, and then reads no more than the beginning of the answer.
struct SilentPeer {
    explicit SilentPeer(const QUrl& server) {
        socket.setReadBufferSize(1'000);
        socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(server.port()));
        socket.waitForConnected(5'000);
        socket.write(Get);
        socket.waitForReadyRead(5'000);
    }
    QTcpSocket socket;
};

QByteArray bodyOf(const QByteArray& all) { return all.mid(all.indexOf("\r\n\r\n") + 4); }

} // namespace

class TestHttpStreamedReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSourceWithoutALengthComesInChunks() {
        Streaming peer(twoPieces());
        peer.client.send(GetAndClose);
        const QByteArray all = peer.client.readAll();
        QVERIFY2(all.contains("Transfer-Encoding: chunked\r\n") && !all.contains("Content-Length"), all.constData());
        QCOMPARE(bodyOf(all), QByteArray("4\r\none,\r\n3\r\ntwo\r\n0\r\n\r\n"));
    }

    void aSourceOfKnownLengthComesAsItIs() {
        Streaming peer(twoPieces(7));
        peer.client.send(Get);
        QCOMPARE(peer.client.reply().body, QByteArray("one,two"));
    }

    void theConnectionServesTheNextRequest() {
        Streaming peer(twoPieces(7));
        peer.client.send(Get + "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(peer.client.reply().body, QByteArray("one,two"));
        QCOMPARE(peer.client.reply().body, QByteArray("plain"));
    }

    void anOldClientReadsUntilTheConnectionCloses() {
        Streaming peer(twoPieces());
        peer.client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const QByteArray all = peer.client.readAll();
        QVERIFY2(!all.contains("chunked") && all.contains("Connection: close"), all.constData());
        QCOMPARE(bodyOf(all), QByteArray("one,two"));
        QVERIFY(peer.client.isClosedWithin(5'000));
    }

    void headAsksTheSourceForNothing() {
        const auto source = twoPieces(7);
        Streaming peer(source);
        peer.client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(peer.client.reply().field("content-length"), QByteArray("7"));
        QCOMPARE(source->asked.load(), std::size_t(0));
    }

    void aSourceMayBreakOffWithinItsLength() {
        Streaming peer(std::make_shared<Pieces>(std::vector<Piece>{{"half", After::BreakOff}}, 8));
        peer.client.send(Get);
        const QByteArray all = peer.client.readAll();
        QVERIFY(all.contains("Content-Length: 8\r\n"));
        QCOMPARE(bodyOf(all), QByteArray("half"));
        QVERIFY(peer.client.isClosedWithin(5'000));
    }

    void aSourceMayBreakOffWithinAChunk() {
        Streaming peer(std::make_shared<Pieces>(std::vector<Piece>{{"half", After::BreakOff}}));
        peer.client.send(Get);
        QCOMPARE(bodyOf(peer.client.readAll()), QByteArray("5\r\nhalf"));
    }

    void aPeerThatDoesNotReadCostsNoMemory() {
        const auto source = endless();
        Streaming peer(source);
        SilentPeer silent(peer.server.url());
        // What the system's own buffers take, and no more: the source stands still.
        std::size_t before = 0;
        QTRY_VERIFY_WITH_TIMEOUT(before == std::exchange(before, source->asked.load()) && before > 0, 20'000);
        QVERIFY2(before < 1'000, qPrintable(QString::number(before))); // 64 MB
    }

    void aPeerThatDoesNotReadIsDropped() {
        HttpLimits limits;
        limits.bodyWindow = 300ms;
        Streaming peer(endless(), limits);
        SilentPeer silent(peer.server.url());
        QTRY_COMPARE_WITH_TIMEOUT(
            peer.server.server().connections(), 1u, 20'000); // that of `client`, which asks nothing
    }
};

QTEST_GUILESS_MAIN(TestHttpStreamedReply)
#include "tst_http_streamed_reply.moc"
