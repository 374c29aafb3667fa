#pragma once

#include "services/core/Error.h"

#include <QHostAddress>
#include <QList>

namespace spanglass {

/// "127.0.0.1:4317", "[::1]:4317".
QString hostAndPort(const QHostAddress& address, quint16 port);

struct FreePort {
    quint16 port = 0;
    QList<QHostAddress> addresses; ///< those of the asked ones that this computer has
};

/// Tries whether `port` can be listened on at every address, and lets it go again; 0 finds one that can. An address
/// that this computer does not have is left out as long as one remains. Any thread. Errors: Busy, NotAllowed, BadInput
/// (no usable address).
Result<FreePort> probePort(const QList<QHostAddress>& addresses, quint16 port);

/// The first port after `port` that is free on all addresses, within the next 100; 0 when none is.
quint16 nextFreePort(const QList<QHostAddress>& addresses, quint16 port);

} // namespace spanglass
