#pragma once

#include "services/net/HttpMessage.h"

#include <string>
#include <vector>

namespace spanglass {

/// Which web pages may send spans (Fetch standard, CORS protocol). Pages served from this computer may, on any port;
/// others by their exact origin, or all with "*". Immutable; any thread.
class CorsPolicy {
public:
    explicit CorsPolicy(std::vector<std::string> origins = {})
        : m_origins(std::move(origins)) { }

    /// For an ordinary reply, errors included; empty when the request has no Origin or one that is not allowed.
    std::vector<HttpField> fields(const HttpHead& request) const;
    /// The answer to OPTIONS.
    HttpReply preflight(const HttpHead& request) const;

private:
    bool allows(std::string_view origin) const;

    std::vector<std::string> m_origins;
};

} // namespace spanglass
