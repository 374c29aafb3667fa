#pragma once

#include "app/verbs/VerbIo.h"

#include <QByteArray>

#include <condition_variable>

class QLocalSocket;

namespace spanglass {

enum class FrameType : quint8;

/// Output that goes to another process. The worker waits while the other side is slow to read, so little piles up here.
class RemoteIo final : public VerbIo {
public:
    /// `socket` belongs to the GUI thread and is used until close().
    explicit RemoteIo(QLocalSocket* socket);

    bool write(QByteArrayView bytes) override;
    void complain(const QString& line) override;
    void progress(const QString& line) override;

    /// GUI thread: what was written so far lies in the socket's buffer afterwards.
    void flush();
    /// GUI thread: that many bytes have left.
    void written(qint64 bytes);
    /// GUI thread: nobody listens any longer. Cancels.
    void close();

private:
    bool put(FrameType type, QByteArrayView bytes);

    std::mutex m_mutex;
    std::condition_variable m_room;
    QLocalSocket* m_socket;
    QByteArray m_waiting; ///< frames that the GUI thread has not taken yet
    qint64 m_inSocket = 0; ///< bytes in the socket's buffer
};

} // namespace spanglass
