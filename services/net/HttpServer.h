#pragma once

#include "services/core/Error.h"
#include "services/net/ConnectionTable.h"
#include "services/net/HttpHandler.h"
#include "services/net/HttpLimits.h"

#include <QHostAddress>
#include <QList>

#include <memory>

namespace spanglass {

/// An HTTP/1.1 server for local clients: plain TCP, several addresses, a few threads of its own.
///
/// The functions may be called from any one thread at a time and block briefly (`close` until requests under way have
/// been answered, at most `closeTime`); none needs an event loop in the calling thread.
class HttpServer {
public:
    HttpServer(HttpHandler& handler, HttpLimits limits);
    ~HttpServer(); ///< closes
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Listens on `port` of every address; 0 finds one port that is free on all. Returns the port. An address that this
    /// computer does not have (no IPv6) is left out as long as one remains.
    /// Errors: Busy (the port is taken), NotAllowed, BadInput (no usable address).
    Result<quint16> listen(const QList<QHostAddress>& addresses, quint16 port);

    /// Where it listens, in the order asked for.
    QList<QHostAddress> addresses() const;
    quint16 port() const;
    std::uint32_t connections() const; ///< open ones; any thread, at any time

    /// Accepts nothing more, lets requests under way end, then drops what is left. May listen again afterwards.
    void close();

private:
    class Threads;

    HttpHandler& m_handler;
    HttpLimits m_limits;
    ConnectionTable m_table;
    std::unique_ptr<Threads> m_threads;
    QList<QHostAddress> m_addresses;
    quint16 m_port = 0;
};

} // namespace spanglass
