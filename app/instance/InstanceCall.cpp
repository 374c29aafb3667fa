#include "app/instance/InstanceCall.h"

#include "app/instance/RemoteIo.h"

#include <QLocalSocket>

#include <chrono>

namespace spanglass {

using namespace std::chrono_literals;

InstanceCall::InstanceCall(QLocalSocket* socket, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_io(std::make_shared<RemoteIo>(socket)) {
    socket->setParent(this);
    connect(socket, &QLocalSocket::readyRead, this, &InstanceCall::read);
    connect(socket, &QLocalSocket::disconnected, this, &InstanceCall::abandon);
    connect(socket, &QLocalSocket::bytesWritten, this, [this](qint64 bytes) { m_io->written(bytes); });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &InstanceCall::abandon);
    m_patience.start(5s);
}

InstanceCall::~InstanceCall() { m_io->close(); }

void InstanceCall::finish(int status) {
    m_io->flush();
    m_socket->write(encodeFrame(FrameType::Exit, QByteArray::number(status)));
    m_socket->disconnectFromServer(); // after everything is written
    m_patience.start(30s);
}

void InstanceCall::read() {
    m_frames.feed(m_socket->read(MaxFrameBytes + 64));
    while (const auto frame = m_frames.next())
        take(*frame);
    if (m_frames.isBroken())
        abandon();
    else if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &InstanceCall::read, Qt::QueuedConnection);
}

void InstanceCall::take(const Frame& frame) {
    if (frame.type == FrameType::Cancel) {
        m_io->cancel();
        return;
    }
    const auto request = frame.type == FrameType::Request && !m_asked ? decodeRequest(frame.payload) : std::nullopt;
    if (!request) {
        abandon();
        return;
    }
    m_asked = true;
    m_patience.stop();
    m_request = *request;
    Q_EMIT requested();
}

void InstanceCall::abandon() {
    m_io->close();
    deleteLater();
}

} // namespace spanglass
