#include "app/instance/InstanceClient.h"

namespace spanglass {

InstanceClient::InstanceClient(QObject* parent)
    : QObject(parent) {
    connect(&m_socket, &QLocalSocket::readyRead, this, &InstanceClient::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        read();
        if (m_finished)
            return;
        Q_EMIT complaint("spanglass: The running Spanglass went away before it had answered. Try again.\n");
        finish(1);
    });
}

InstanceClient::~InstanceClient() { m_socket.disconnect(this); }

bool InstanceClient::connectTo(const QString& address) {
    m_socket.connectToServer(address);
    return m_socket.waitForConnected(2000);
}

void InstanceClient::send(const InstanceRequest& request) {
    m_socket.write(encodeFrame(FrameType::Request, encodeRequest(request)));
}

void InstanceClient::cancel() { m_socket.write(encodeFrame(FrameType::Cancel, {})); }

void InstanceClient::read() {
    m_frames.feed(m_socket.readAll());
    while (const auto frame = m_frames.next()) {
        switch (frame->type) {
        case FrameType::Output:
            Q_EMIT output(frame->payload);
            break;
        case FrameType::Complaint:
            Q_EMIT complaint(frame->payload);
            break;
        case FrameType::Progress:
            Q_EMIT progress(QString::fromUtf8(frame->payload));
            break;
        case FrameType::Exit:
            finish(frame->payload.toInt());
            break;
        case FrameType::Request:
        case FrameType::Cancel:
            break;
        }
    }
    if (m_frames.isBroken())
        m_socket.abort();
}

void InstanceClient::finish(int status) {
    if (m_finished)
        return;
    m_finished = true;
    Q_EMIT finished(status);
}

} // namespace spanglass
