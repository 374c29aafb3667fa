#include "tests/app/GatedProxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <optional>
#include <utility>

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
            if (std::exchange(m_answered, false))
                m_request.clear();
            const QByteArray bytes = m_client.readAll();
            if (m_request.isEmpty())
                m_proxy.note(bytes);
            m_request += bytes;
            m_server.write(bytes);
        });
        connect(client, &QTcpSocket::bytesWritten, this, [this] { pass(); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { pass(); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { pass(); });
        connect(&m_gate, &QTimer::timeout, this, [this] { pass(); });
        m_server.connectToHost(QStringLiteral("127.0.0.1"), upstream);
    }
    ~Passage() override {
        m_server.disconnect(this);
        keep(false);
    }

private:
    void keep(bool kept) {
        if (std::exchange(m_keeps, kept) != kept)
            m_proxy.m_kept += kept ? 1 : -1;
    }

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
        keep(m_proxy.isKept(m_request));
        if (m_keeps || m_proxy.m_ticks < *m_due) {
            if (!m_gate.isActive())
                m_gate.start();
            return;
        }
        m_gate.stop();
        m_answered = true;
        if (m_client.bytesToWrite() < Piece)
            m_client.write(m_server.read(Piece));
    }

    QTcpSocket& m_client;
    GatedProxy& m_proxy;
    QTcpSocket m_server;
    QTimer m_gate;
    std::optional<quint64> m_due; ///< the tick from which on the present answer passes
    QByteArray m_request; ///< the latest, as far as it has come
    bool m_answered = false; ///< at least in part
    bool m_keeps = false;
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

void GatedProxy::holdBack(const QByteArray& part) {
    const std::scoped_lock lock(m_mutex);
    m_part = part;
}

QByteArrayList GatedProxy::requests() const {
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

bool GatedProxy::isKept(const QByteArray& request) const {
    const std::scoped_lock lock(m_mutex);
    return !m_part.isEmpty() && request.contains(m_part);
}

void GatedProxy::note(const QByteArray& request) {
    const std::scoped_lock lock(m_mutex);
    m_requests << request.left(request.indexOf('\r'));
}

} // namespace spanglass::test
