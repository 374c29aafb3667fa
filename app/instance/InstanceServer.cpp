#include "app/instance/InstanceServer.h"

#include "app/instance/InstanceCall.h"

#include <QLocalSocket>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxCalls = 16;

bool isAnswered(const QString& address) {
    QLocalSocket probe;
    probe.connectToServer(address);
    return probe.waitForConnected(200);
}

} // namespace

InstanceServer::InstanceServer(QObject* parent)
    : QObject(parent) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceServer::accept);
}

Result<> InstanceServer::listen(const QString& address) {
    if (m_server.listen(address))
        return {};
    if (m_server.serverError() == QAbstractSocket::AddressInUseError && !isAnswered(address)) {
        QLocalServer::removeServer(address);
        if (m_server.listen(address))
            return {};
    }
    return failure(ErrorCode::Busy, u"Another Spanglass answers for this store."_s);
}

void InstanceServer::close() { m_server.close(); }

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
