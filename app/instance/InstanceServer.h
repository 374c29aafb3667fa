#pragma once

#include "services/core/Error.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace spanglass {

class InstanceCall;

/// Answers other Spanglass processes of the same user about the store this one holds. Lives in the GUI thread.
class InstanceServer final : public QObject {
    Q_OBJECT
public:
    explicit InstanceServer(QObject* parent = nullptr);

    /// Busy when another process answers there already, with that process's number; any other error is of the place
    /// itself. A socket that a crashed process left behind is taken over.
    Result<> listen(const QString& address);
    void close();

Q_SIGNALS:
    /// Another process asks. The call stays until the receiver has called InstanceCall::finish(); it deletes itself.
    void called(spanglass::InstanceCall* call);

private:
    void accept();

    QLocalServer m_server;
    std::unique_ptr<QLockFile> m_lock;
    int m_open = 0; ///< calls
};

} // namespace spanglass
