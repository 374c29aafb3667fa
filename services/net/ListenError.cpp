#include "services/net/ListenError.h"

#include "services/net/PortProbe.h"

#include <QTcpServer>

namespace spanglass {

using namespace Qt::StringLiterals;

Error listenError(const QTcpServer& server, const QHostAddress& address, quint16 port) {
    const QString place = hostAndPort(address, port);
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return {ErrorCode::Busy, u"Another program listens on "_s + place + u"."_s,
            u"End that program, or choose another port."_s};
    case QAbstractSocket::SocketAccessError:
        return {ErrorCode::NotAllowed, u"The system does not allow listening on "_s + place + u"."_s,
            u"Choose a port above 1023."_s};
    default:
        return {ErrorCode::BadInput, u"Cannot listen on "_s + place + u": "_s + server.errorString() + u"."_s,
            u"Use an address of this computer."_s};
    }
}

} // namespace spanglass
