#pragma once

#include "services/net/HttpMessage.h"

#include <string>
#include <vector>

namespace spanglass {

/// Which web pages may send spans (Fetch standard, CORS protocol). Pages served from this computer may, on any port;
/// others by their exact origin, or all with "*". Immutable; any thread.
///
/// A page whose name is made to resolve to this computer is on the same origin as the receiver, so no browser asks for
/// CORS fields first; its Origin gives it away, which browsers send with every POST. The Host field decides nothing:
/// containers and tunnels rightly send names that are not this computer's (host.docker.internal).
class CorsPolicy {
public:
    explicit CorsPolicy(std::vector<std::string> origins = {})
        : m_origins(std::move(origins)) { }

    /// Whether a web page sent this that may not. Requests without an Origin are not from a page.
    bool isForeign(const HttpHead& request) const;
    /// For an ordinary reply, errors included; empty when the request has no Origin or one that is not allowed.
    std::vector<HttpField> fields(const HttpHead& request) const;
    /// The answer to OPTIONS.
    HttpReply preflight(const HttpHead& request) const;

private:
    bool allows(std::string_view origin) const;

    std::vector<std::string> m_origins;
};

} // namespace spanglass
