#include "services/receiver/ListenPlan.h"

#include "services/net/PortOwner.h"
#include "services/net/PortProbe.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

Result<QList<QHostAddress>> listenAddresses(const QString& address, bool hasToken) {
    const QString text = address.trimmed();
    if (text.isEmpty() || text == u"localhost")
        return QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    const QHostAddress host(text);
    if (host.isNull())
        return failure(ErrorCode::BadInput, u"“"_s + text + u"” is not an IP address."_s,
            u"Leave the address empty to listen on this computer only, or give one like 192.168.1.10."_s);
    if (!host.isLoopback() && !hasToken)
        return failure(ErrorCode::NotAllowed, u"Listening on "_s + text + u" needs an access token."_s,
            u"Set a token, which senders must then present, or leave the address empty."_s);
    if (host == QHostAddress(QHostAddress::AnyIPv4) || host == QHostAddress(QHostAddress::AnyIPv6))
        return QList<QHostAddress>{QHostAddress(QHostAddress::Any)};
    return QList<QHostAddress>{host};
}

QList<QHostAddress> sendersReach(const QHostAddress& bound, const QList<QHostAddress>& own) {
    if (bound != QHostAddress(QHostAddress::Any))
        return {bound};
    QList<QHostAddress> reach{QHostAddress(QHostAddress::LocalHost)};
    const auto first = [&own](QAbstractSocket::NetworkLayerProtocol protocol) {
        return std::ranges::find_if(own, [protocol](const QHostAddress& address) {
            return address.protocol() == protocol && !address.isLoopback() && !address.isLinkLocal();
        });
    };
    auto outer = first(QAbstractSocket::IPv4Protocol);
    if (outer == own.end())
        outer = first(QAbstractSocket::IPv6Protocol);
    if (outer != own.end())
        reach.prepend(*outer);
    return reach;
}

ListenProblem describeListenFailure(
    const Error& error, const QString& what, const QList<QHostAddress>& addresses, quint16 port) {
    if (error.code != ErrorCode::Busy)
        return {error, 0, 0};
    const auto owner = portOwner(port);
    const QString holder
        = owner ? owner->program + u" (process "_s + QString::number(owner->pid) + u")"_s : u"another program"_s;
    ListenProblem problem;
    problem.busyPort = port;
    problem.suggestedPort = nextFreePort(addresses, port);
    problem.error.code = ErrorCode::Busy;
    problem.error.message
        = u"Port "_s + QString::number(port) + u" for "_s + what + u" is held by "_s + holder + u"."_s;
    problem.error.remedy = problem.suggestedPort == 0
        ? u"End that program, or choose another port."_s
        : u"End that program, or use port "_s + QString::number(problem.suggestedPort) + u", which is free."_s;
    return problem;
}

} // namespace spanglass
