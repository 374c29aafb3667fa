#pragma once

#include "app/instance/Frame.h"

#include <QLocalSocket>
#include <QObject>

namespace spanglass {

/// Hands a command line to the process that holds the store, and passes on what it answers. One request.
class InstanceClient final : public QObject {
    Q_OBJECT
public:
    explicit InstanceClient(QObject* parent = nullptr);
    ~InstanceClient() override;

    /// False when nobody answers for this store. Waits for at most two seconds: before the event loop runs only.
    bool connectTo(const QString& address);
    void send(const InstanceRequest& request);
    void cancel();

Q_SIGNALS:
    void output(const QByteArray& bytes);
    void complaint(const QByteArray& bytes);
    void progress(const QString& line);
    /// Once; 1 when the other side went away before it was done.
    void finished(int status);

private:
    void read();
    void finish(int status);

    QLocalSocket m_socket;
    FrameReader m_frames;
    bool m_finished = false;
};

} // namespace spanglass
