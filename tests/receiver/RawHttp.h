#pragma once

#include <QByteArray>
#include <QMap>
#include <QTcpSocket>

namespace spanglass::test {

struct RawReply {
    int status = 0; ///< 0: no reply came
    QMap<QByteArray, QByteArray> fields; ///< names in lower case
    QByteArray body;

    QByteArray field(const QByteArray& lowerName) const { return fields.value(lowerName); }
};

/// A blocking HTTP/1.1 client that sends exactly the bytes it is told to. Test threads only.
class RawHttp {
public:
    explicit RawHttp(quint16 port, const QHostAddress& address = QHostAddress(QHostAddress::LocalHost));

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray& bytes);
    /// The next reply, read by its Content-Length; status 0 when the connection ends or five seconds pass first.
    RawReply reply();
    /// Everything that comes until the peer closes, at most five seconds.
    QByteArray readAll();
    /// What has come by now, or comes within 100 ms.
    QByteArray take();
    /// Waits until the peer has closed.
    bool isClosedWithin(int milliseconds);
    /// Nothing has come and nothing has been closed in this time.
    bool isQuietFor(int milliseconds);
    void close() { m_socket.abort(); }

    /// Sends a whole POST with Content-Length. `fields`: further header lines, each with its CRLF.
    RawReply post(
        const QByteArray& path, const QByteArray& type, const QByteArray& body, const QByteArray& fields = {});

private:
    bool more(int milliseconds = 5000);

    QTcpSocket m_socket;
    QByteArray m_in;
    bool m_headOnly = false;
};

QByteArray postHead(const QByteArray& path, const QByteArray& type, const QByteArray& fields);
QByteArray chunk(const QByteArray& bytes); ///< one chunk with its frame
QByteArray bytesOf(const std::string& text);

} // namespace spanglass::test
