#pragma once

#include "services/core/ReceiverControl.h"

#include <QHostAddress>

namespace spanglass {

/// The addresses that one listener of the settings is asked to take: 127.0.0.1 and ::1 when `address` is empty.
/// A wildcard of one family stands for both. BadInput for what is not an address, NotAllowed for one beyond this
/// computer when there is no access token.
Result<QList<QHostAddress>> listenAddresses(const QString& address, bool hasToken);

/// Where senders reach a listener that is bound to `bound`: there, or for a wildcard at the first of this computer's
/// addresses in `own` that others can reach, and at 127.0.0.1.
QList<QHostAddress> sendersReach(const QHostAddress& bound, const QList<QHostAddress>& own);

/// A start that failed, and a port that would do where one was busy.
struct ListenProblem {
    Error error;
    quint16 busyPort = 0;
    quint16 suggestedPort = 0;
};

/// Words a failure to listen on `port`: names the program that holds it where that can be known, and the next free
/// port. `what` is "OTLP/HTTP" or "OTLP/gRPC". Reads /proc; not for the GUI thread.
ListenProblem describeListenFailure(
    const Error& error, const QString& what, const QList<QHostAddress>& addresses, quint16 port);

} // namespace spanglass
