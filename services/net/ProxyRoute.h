#pragma once

#include "services/core/NetworkSettings.h"

#include <QProcessEnvironment>
#include <QUrl>

namespace spanglass {

/// Which proxy, if any, one request goes through.
struct ProxyRoute {
    QByteArray address; ///< "http://proxy.example:3128", without credentials; empty for a direct connection
    QByteArray user;
    Secret password;
    QByteArray exceptions; ///< hosts reached directly, in the form of NO_PROXY

    /// Reads the settings and, with Proxy::Environment, the variables that curl reads: https_proxy and HTTPS_PROXY, or
    /// http_proxy in lower case only (the upper-case one can be set by a client of a CGI program), then all_proxy and
    /// ALL_PROXY; no_proxy and NO_PROXY. This computer is always reached directly.
    static ProxyRoute find(const NetworkSettings& settings, const QProcessEnvironment& environment, const QUrl& target);
};

/// "localhost" and the loopback addresses.
bool isThisComputer(const QString& host);

} // namespace spanglass
