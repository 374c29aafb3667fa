#include "tests/app/GatedProxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <optional>

using namespace std::chrono_literals;

namespace spanglass::test {

namespace {

constexpr qint64 Piece = 1 << 20; ///< is on its way at once, of answers of any length

} // namespace

/// One connection of a client, and the one to the server behind it.
class GatedProxy::Passage : public QObject {
public:
    Passage(QTcpSocket* client, quint16 upstream, GatedProxy& proxy)
        : QObject(client)
        , m_client(*client)
        , m_proxy(proxy) {
        m_server.setReadBufferSize(2 * Piece);
        m_gate.setInterval(1ms);
        connect(client, &QTcpSocket::readyRead, this, [this] {
            m_due.reset(); // what comes now answers this
            m_server.write(m_client.readAll());
        });
        connect(client, &QTcpSocket::bytesWritten, this, [this] { pass(); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { pass(); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { pass(); });
        connect(&m_gate, &QTimer::timeout, this, [this] { pass(); });
        m_server.connectToHost(QStringLiteral("127.0.0.1"), upstream);
    }
    ~Passage() override { m_server.disconnect(this); }

private:
    void pass() {
        const bool ended = m_server.state() == QTcpSocket::UnconnectedState;
        if (m_server.bytesAvailable() == 0) {
            m_gate.stop();
            if (ended)
                m_client.disconnectFromHost();
            return;
        }
        if (!m_due) {
            m_due = m_proxy.m_ticks + Ticks;
            ++m_proxy.m_held;
        }
        if (m_proxy.m_ticks < *m_due) {
            if (!m_gate.isActive())
                m_gate.start();
            return;
        }
        m_gate.stop();
        if (m_client.bytesToWrite() < Piece)
            m_client.write(m_server.read(Piece));
    }

    QTcpSocket& m_client;
    GatedProxy& m_proxy;
    QTcpSocket m_server;
    QTimer m_gate;
    std::optional<quint64> m_due; ///< the tick from which on the present answer passes
};

class GatedProxy::Door : public QObject {
public:
    Door(quint16 upstream, GatedProxy& proxy) {
        connect(&m_server, &QTcpServer::newConnection, this, [this, upstream, &proxy] {
            while (QTcpSocket* client = m_server.nextPendingConnection())
                new Passage(client, upstream, proxy);
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

GatedProxy::GatedProxy(quint16 upstream) {
    auto* context = new QObject;
    context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, context, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        context,
        [this, context, upstream] {
            auto* door = new Door(upstream, *this);
            door->setParent(context);
            m_port = door->port();
        },
        Qt::BlockingQueuedConnection);
}

GatedProxy::~GatedProxy() {
    m_thread.quit();
    m_thread.wait();
}

} // namespace spanglass::test
