#include "services/receiver/ListenPlan.h"

#include "services/net/PortOwner.h"
#include "services/net/PortProbe.h"

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
    return QList<QHostAddress>{host};
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
