#include "services/net/PortProbe.h"

#include "services/net/ListenError.h"

#include <QTcpServer>

#include <memory>
#include <vector>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int FreePortTries = 20;

Result<FreePort> probeOnce(const QList<QHostAddress>& addresses, quint16 port) {
    FreePort found{port, {}};
    Error lastError{ErrorCode::BadInput, u"No address was given to listen on."_s, {}};
    std::vector<std::unique_ptr<QTcpServer>> held;
    for (const QHostAddress& address : addresses) {
        auto& server = held.emplace_back(std::make_unique<QTcpServer>());
        if (server->listen(address, found.port)) {
            found.port = server->serverPort();
            found.addresses.append(address);
            continue;
        }
        lastError = listenError(*server, address, found.port);
        if (lastError.code != ErrorCode::BadInput)
            return std::unexpected(lastError);
    }
    if (found.addresses.isEmpty())
        return std::unexpected(lastError);
    return found;
}

} // namespace

QString hostAndPort(const QHostAddress& address, quint16 port) {
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = v6 ? u'[' + address.toString() + u']' : address.toString();
    return host + u':' + QString::number(port);
}

Result<FreePort> probePort(const QList<QHostAddress>& addresses, quint16 port) {
    auto found = probeOnce(addresses, port);
    for (int i = 1; port == 0 && i < FreePortTries && !found && found.error().code == ErrorCode::Busy; ++i)
        found = probeOnce(addresses, 0);
    return found;
}

quint16 nextFreePort(const QList<QHostAddress>& addresses, quint16 port) {
    constexpr int Range = 100;
    for (int candidate = port + 1; candidate <= port + Range && candidate <= 65535; ++candidate) {
        if (probeOnce(addresses, static_cast<quint16>(candidate)))
            return static_cast<quint16>(candidate);
    }
    return 0;
}

} // namespace spanglass
