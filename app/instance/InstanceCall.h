#pragma once

#include "app/instance/Frame.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QLocalSocket;

namespace spanglass {

class RemoteIo;

/// One process that asked this one. GUI thread. Deletes itself when it is finished or when the other side has gone.
class InstanceCall final : public QObject {
    Q_OBJECT
public:
    InstanceCall(QLocalSocket* socket, QObject* parent);
    ~InstanceCall() override;

    const InstanceRequest& request() const { return m_request; }
    /// For the verb that answers; may outlive this. Is cancelled when the other side asks so or goes.
    const std::shared_ptr<RemoteIo>& io() const { return m_io; }

    void finish(int status);

Q_SIGNALS:
    void requested();

private:
    void read();
    void take(const Frame& frame);
    void abandon();

    QLocalSocket* m_socket;
    FrameReader m_frames;
    InstanceRequest m_request;
    std::shared_ptr<RemoteIo> m_io;
    QTimer m_patience;
    bool m_asked = false;
};

} // namespace spanglass
