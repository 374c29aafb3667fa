#pragma once

#include <QSslConfiguration>
#include <QTcpSocket>
#include <QUrl>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

class QTcpServer;
class QThread;

namespace spanglass::test {

struct PeerRequest {
    QByteArray head; ///< request line and fields, as sent
    QByteArray body;
    int number = 1; ///< counted over all connections

    QByteArray line() const { return head.left(head.indexOf('\r')); }
};

/// What to do with a whole request: write anything to the socket, close it, or neither. Runs on the peer's thread.
using PeerScript = std::function<void(const PeerRequest&, QTcpSocket&)>;

/// A server on 127.0.0.1 that answers with exactly the bytes it is told to, with or without TLS.
class ScriptedPeer {
public:
    /// `port` 0: any free one.
    explicit ScriptedPeer(PeerScript script, std::optional<QSslConfiguration> tls = {}, quint16 port = 0);
    ~ScriptedPeer();

    quint16 port() const { return m_port; }
    QUrl url(const QString& path = QStringLiteral("/")) const;
    QList<PeerRequest> requests() const;
    int connections() const { return m_connections; }
    int closed() const { return m_closed; } ///< connections that have ended

private:
    void adopt(QTcpSocket* socket);
    void read(QTcpSocket* socket);

    const PeerScript m_script;
    const bool m_secure;
    std::unique_ptr<QThread> m_thread;
    QObject* m_home; ///< on the peer's thread until that ends
    QTcpServer* m_server = nullptr; ///< on the peer's thread, with its sockets
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_closed = 0;
    mutable std::mutex m_mutex;
    QList<PeerRequest> m_requests;
};

/// A whole answer. `fields`: further header lines, each with its CRLF.
QByteArray answer(const QByteArray& statusLine, const QByteArray& body, const QByteArray& fields = {});
/// Answers the first request with the first text, and so on; the last one serves the rest.
PeerScript inTurn(QList<QByteArray> answers);

} // namespace spanglass::test
