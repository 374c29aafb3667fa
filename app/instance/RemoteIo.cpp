#include "app/instance/RemoteIo.h"

#include "app/instance/Frame.h"

#include <QLocalSocket>

namespace spanglass {

namespace {

constexpr qint64 MaxUnread = 4 << 20;
constexpr qsizetype PieceBytes = 64 << 10;

} // namespace

RemoteIo::RemoteIo(QLocalSocket* socket)
    : m_socket(socket) { }

bool RemoteIo::write(QByteArrayView bytes) {
    for (qsizetype at = 0; at < bytes.size(); at += PieceBytes) {
        if (!put(FrameType::Output, bytes.sliced(at, qMin(PieceBytes, bytes.size() - at))))
            return false;
    }
    return true;
}

void RemoteIo::complain(const QString& line) { put(FrameType::Complaint, (line.left(16'000) + u'\n').toUtf8()); }

void RemoteIo::progress(const QString& line) { put(FrameType::Progress, line.left(200).toUtf8()); }

bool RemoteIo::put(FrameType type, QByteArrayView bytes) {
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [this] { return !m_socket || m_waiting.size() + m_inSocket < MaxUnread; });
    if (!m_socket)
        return false;
    const bool first = m_waiting.isEmpty();
    m_waiting += encodeFrame(type, bytes);
    // Posted under the lock, so that the socket cannot go meanwhile; Qt drops the event when it goes later.
    if (first)
        QMetaObject::invokeMethod(
            m_socket, [this] { flush(); }, Qt::QueuedConnection);
    return true;
}

void RemoteIo::flush() {
    QByteArray frames;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_socket)
            return;
        frames.swap(m_waiting);
        m_inSocket += frames.size();
    }
    m_socket->write(frames);
}

void RemoteIo::written(qint64 bytes) {
    {
        const std::scoped_lock lock(m_mutex);
        m_inSocket -= bytes;
    }
    m_room.notify_all();
}

void RemoteIo::close() {
    {
        const std::scoped_lock lock(m_mutex);
        m_socket = nullptr;
    }
    m_room.notify_all();
    cancel();
}

} // namespace spanglass
