#pragma once

#include <QObject>
#include <QTimer>

namespace spanglass {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal, each time. One per process; needs a running event loop.
class StopSignals final : public QObject {
    Q_OBJECT
public:
    explicit StopSignals(QObject* parent = nullptr);

Q_SIGNALS:
    void stopRequested();

private:
    QTimer m_poll;
};

} // namespace spanglass
