#pragma once

#include "services/core/Error.h"

class QHostAddress;
class QTcpServer;

namespace spanglass {

/// Why `server` could not listen: Busy, NotAllowed, or BadInput when the address is not one of this computer's.
Error listenError(const QTcpServer& server, const QHostAddress& address, quint16 port);

} // namespace spanglass
