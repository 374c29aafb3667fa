#include "tests/receiver/RawHttp.h"

#include <QHostAddress>

namespace spanglass::test {

RawHttp::RawHttp(quint16 port, const QHostAddress& address) {
    m_socket.connectToHost(address, port);
    m_socket.waitForConnected(5000);
}

void RawHttp::send(const QByteArray& bytes) {
    m_headOnly = bytes.startsWith("HEAD ");
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(5000)) { }
}

bool RawHttp::more(int milliseconds) {
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(milliseconds))
        return false;
    m_in += m_socket.readAll();
    return true;
}

RawReply RawHttp::reply() {
    while (!m_in.contains("\r\n\r\n")) {
        if (!more())
            return {};
    }
    const auto headEnd = m_in.indexOf("\r\n\r\n");
    const auto lines = m_in.first(headEnd).split('\n');
    m_in.remove(0, headEnd + 4);
    RawReply reply;
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray& line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        reply.fields.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    const qsizetype length = m_headOnly ? 0 : reply.field("content-length").toLongLong();
    while (m_in.size() < length && more()) { }
    reply.body = m_in.first(std::min(length, m_in.size()));
    m_in.remove(0, reply.body.size());
    return reply;
}

QByteArray RawHttp::readAll() {
    while (more()) { }
    return std::exchange(m_in, {});
}

QByteArray RawHttp::take() {
    more(100);
    return std::exchange(m_in, {});
}

bool RawHttp::isClosedWithin(int milliseconds) {
    return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.waitForDisconnected(milliseconds);
}

bool RawHttp::isQuietFor(int milliseconds) { return !more(milliseconds) && isConnected(); }

RawReply RawHttp::post(
    const QByteArray& path, const QByteArray& type, const QByteArray& body, const QByteArray& fields) {
    send(postHead(path, type, "Content-Length: " + QByteArray::number(body.size()) + "\r\n" + fields) + body);
    return reply();
}

QByteArray postHead(const QByteArray& path, const QByteArray& type, const QByteArray& fields) {
    QByteArray head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!type.isEmpty())
        head += "Content-Type: " + type + "\r\n";
    return head + fields + "\r\n";
}

QByteArray chunk(const QByteArray& bytes) { return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n"; }

QByteArray bytesOf(const std::string& text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

} // namespace spanglass::test
