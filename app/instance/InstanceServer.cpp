#include "app/instance/InstanceServer.h"

#include "app/instance/InstanceCall.h"

#include <QDir>
#include <QLocalSocket>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxCalls = 16;

QString lockFile(const QString& address) { return QDir(QDir::tempPath()).absoluteFilePath(address) + u".lock"_s; }

std::unexpected<Error> lockProblem(const QLockFile& lock) {
    if (lock.error() != QLockFile::LockFailedError)
        return failure(ErrorCode::NotAllowed,
            u"Cannot answer other Spanglass processes: the file %1 cannot be made."_s.arg(
                QDir::toNativeSeparators(lock.fileName())),
            u"Make its folder writable, and see that its disk has room."_s);
    qint64 process = 0;
    QString host;
    QString program;
    const QString holder = lock.getLockInfo(&process, &host, &program) ? u" (process %1)"_s.arg(process) : QString();
    return failure(
        ErrorCode::Busy, u"A running Spanglass%1 holds this store."_s.arg(holder), u"Use that one, or end it first."_s);
}

} // namespace

InstanceServer::InstanceServer(QObject* parent)
    : QObject(parent) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceServer::accept);
}

Result<> InstanceServer::listen(const QString& address) {
    // QLocalServer takes a name away from whoever has it, so the name is owned by a lock that dies with its process.
    m_lock = std::make_unique<QLockFile>(lockFile(address));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock())
        return lockProblem(*m_lock);
    QLocalServer::removeServer(address);
    if (!m_server.listen(address)) {
        m_lock.reset();
        return failure(ErrorCode::NotAllowed, u"Cannot answer other Spanglass processes: "_s + m_server.errorString());
    }
    return {};
}

void InstanceServer::close() {
    m_server.close();
    m_lock.reset();
}

void InstanceServer::accept() {
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        if (m_open >= MaxCalls) {
            delete socket;
            continue;
        }
        ++m_open;
        auto* call = new InstanceCall(socket, this);
        connect(call, &QObject::destroyed, this, [this] { --m_open; });
        connect(call, &InstanceCall::requested, this, [this, call] { Q_EMIT called(call); });
    }
}

} // namespace spanglass
