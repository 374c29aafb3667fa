#include "tests/net/ScriptedPeer.h"

#include <QSslServer>
#include <QTcpServer>
#include <QThread>

namespace spanglass::test {

using namespace Qt::StringLiterals;

namespace {

qsizetype announcedLength(const QByteArray& head) {
    const QByteArray name = "\r\ncontent-length:";
    const qsizetype at = head.toLower().indexOf(name);
    return at < 0 ? 0
                  : head.mid(at + name.size(), head.indexOf("\r\n", at + 2) - at - name.size()).trimmed().toLongLong();
}

} // namespace

ScriptedPeer::ScriptedPeer(PeerScript script, std::optional<QSslConfiguration> tls, quint16 port)
    : m_script(std::move(script))
    , m_secure(tls.has_value())
    , m_thread(std::make_unique<QThread>())
    , m_home(new QObject) {
    if (tls) {
        auto* server = new QSslServer;
        server->setSslConfiguration(*tls);
        m_server = server;
    } else {
        m_server = new QTcpServer;
    }
    if (!m_server->listen(QHostAddress::LocalHost, port))
        qFatal("nothing can listen on port %d", port);
    m_port = m_server->serverPort();
    QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection())
            adopt(socket);
    });
    m_server->moveToThread(m_thread.get());
    m_home->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_home, &QObject::deleteLater);
    m_thread->start();
}

ScriptedPeer::~ScriptedPeer() {
    QMetaObject::invokeMethod(
        m_home, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_thread->quit();
    m_thread->wait();
}

QUrl ScriptedPeer::url(const QString& path) const {
    return QUrl((m_secure ? u"https://127.0.0.1:%1%2"_s : u"http://127.0.0.1:%1%2"_s).arg(m_port).arg(path));
}

QList<PeerRequest> ScriptedPeer::requests() const {
    const std::scoped_lock lock(m_mutex);
    return QList<PeerRequest>(m_requests.begin(), m_requests.end()); // unshared: more may come while it is read
}

void ScriptedPeer::adopt(QTcpSocket* socket) {
    ++m_connections;
    QObject::connect(socket, &QTcpSocket::disconnected, m_server, [this] { ++m_closed; });
    QObject::connect(socket, &QTcpSocket::readyRead, m_server, [this, socket] { read(socket); });
    if (socket->bytesAvailable() > 0)
        read(socket);
}

void ScriptedPeer::read(QTcpSocket* socket) {
    while (socket->isOpen()) {
        const QByteArray seen = socket->peek(4 << 20);
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        PeerRequest request{.head = seen.left(end + 4), .body = {}};
        const qsizetype length = announcedLength(request.head);
        if (seen.size() < end + 4 + length)
            return;
        socket->skip(end + 4);
        request.body = socket->read(length);
        {
            const std::scoped_lock lock(m_mutex);
            request.number = static_cast<int>(m_requests.size()) + 1;
            m_requests.append(request);
        }
        m_script(request, *socket);
    }
}

QByteArray answer(const QByteArray& statusLine, const QByteArray& body, const QByteArray& fields) {
    return "HTTP/1.1 " + statusLine + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + fields
        + "\r\n" + body;
}

PeerScript inTurn(QList<QByteArray> answers) {
    return [answers = std::move(answers)](const PeerRequest& request, QTcpSocket& socket) {
        socket.write(answers.at(std::min<qsizetype>(request.number, answers.size()) - 1));
    };
}

} // namespace spanglass::test
