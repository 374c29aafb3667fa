#include "services/net/HttpClient.h"
#include "tests/net/ScriptedPeer.h"

#include <QTest>

#include <thread>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Block = 0x40000;

/// Sends `blocks` blocks as fast as they are taken; counts what it has sent.
PeerScript streams(int blocks, std::shared_ptr<std::atomic<qint64>> sent) {
    return [blocks, sent](const PeerRequest&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(blocks * Block) + "\r\n\r\n");
        auto left = std::make_shared<int>(blocks);
        const auto more = [&socket, left, sent] {
            while (*left > 0 && socket.bytesToWrite() < Block) {
                socket.write(QByteArray(Block, static_cast<char>('a' + *left % 26)));
                --*left;
                *sent += Block;
            }
        };
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
        more();
    };
}

HttpRequest streamed(const QUrl& url, std::shared_ptr<BodyPipe> pipe) {
    HttpRequest request;
    request.url = url;
    request.pipe = std::move(pipe);
    request.maxBody = 1ll << 40;
    request.deadline = 60s;
    return request;
}

qint64 drain(BodyPipe& pipe) {
    qint64 total = 0;
    for (QByteArray piece = pipe.read(); !piece.isEmpty(); piece = pipe.read())
        total += piece.size();
    return total;
}

} // namespace

class TestHttpClientStream : public QObject {
    Q_OBJECT

    const std::shared_ptr<std::atomic<qint64>> m_sent = std::make_shared<std::atomic<qint64>>(0);

private Q_SLOTS:
    void init() { *m_sent = 0; }

    void bigBodyArrivesInPieces() {
        ScriptedPeer peer(streams(400, m_sent)); // 100 MiB
        HttpClient client;
        auto pipe = std::make_shared<BodyPipe>();
        auto future = client.send(streamed(peer.url(), pipe));
        QCOMPARE(drain(*pipe), 400 * Block);
        future.waitForFinished();
        QVERIFY(future.result());
        QVERIFY(future.result()->body.isEmpty());
    }

    void slowReaderHoldsTheServerBack() {
        ScriptedPeer peer(streams(400, m_sent));
        HttpClient client;
        auto pipe = std::make_shared<BodyPipe>(1 << 20);
        auto future = client.send(streamed(peer.url(), pipe));
        QTRY_VERIFY(!pipe->hasRoom());
        qint64 before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, m_sent->load()) == m_sent->load() && before > 0, 5000);
        QTest::qWait(50); // system buffers fill
        QVERIFY2(*m_sent < 60 * Block, qPrintable(QString::number(*m_sent))); // what the sockets hold
        QCOMPARE(drain(*pipe), 400 * Block);
        future.waitForFinished();
        QVERIFY(future.result());
    }

    void readerThatIsNotReadyIsNoStall() {
        ScriptedPeer peer(streams(100, m_sent));
        NetworkSettings settings;
        settings.stallTime = 50ms;
        HttpClient client(settings);
        auto pipe = std::make_shared<BodyPipe>(1 << 20);
        auto future = client.send(streamed(peer.url(), pipe));
        QTRY_VERIFY(!pipe->hasRoom());
        QTest::qWait(150);
        QVERIFY(!future.isFinished());
        QCOMPARE(drain(*pipe), 100 * Block);
        future.waitForFinished();
        QVERIFY(future.result());
    }

    void abandonedPipeEndsTheRequest() {
        ScriptedPeer peer(streams(400, m_sent));
        HttpClient client;
        auto pipe = std::make_shared<BodyPipe>(1 << 20);
        auto future = client.send(streamed(peer.url(), pipe));
        QTRY_VERIFY(!pipe->hasRoom());
        pipe->abandon();
        future.waitForFinished();
        QCOMPARE(future.result().error().fault, TransportFault::Cancelled);
        QTRY_COMPARE(peer.closed(), 1);
    }

    void cutConnectionEndsTheReader() {
        ScriptedPeer peer([](const PeerRequest&, QTcpSocket& socket) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
            socket.disconnectFromHost();
        });
        HttpClient client;
        auto pipe = std::make_shared<BodyPipe>();
        auto future = client.send(streamed(peer.url(), pipe));
        QCOMPARE(drain(*pipe), 4);
        future.waitForFinished();
        QCOMPARE(future.result().error().fault, TransportFault::CutOff);
    }

    void errorAnswerComesBackWholeAndThePipeStaysEmpty() {
        ScriptedPeer peer(inTurn({answer("403 Forbidden", "expired")}));
        HttpClient client;
        auto pipe = std::make_shared<BodyPipe>();
        auto future = client.send(streamed(peer.url(), pipe));
        QCOMPARE(drain(*pipe), 0);
        future.waitForFinished();
        QCOMPARE(future.result()->status, 403);
        QCOMPARE(future.result()->body, "expired");
    }

    void closingTheClientEndsTheReader() {
        ScriptedPeer peer(streams(400, m_sent));
        auto pipe = std::make_shared<BodyPipe>(1 << 20);
        std::jthread reader;
        {
            HttpClient client;
            client.send(streamed(peer.url(), pipe));
            QTRY_VERIFY(!pipe->hasRoom());
            reader = std::jthread([pipe] { drain(*pipe); });
        }
        reader.join();
    }
};

QTEST_GUILESS_MAIN(TestHttpClientStream)
#include "tst_http_client_stream.moc"
