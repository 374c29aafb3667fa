#pragma once

#include "services/core/Secret.h"

#include <QString>

#include <chrono>
#include <cstdint>

namespace spanglass {

/// How requests leave this computer. A value; the password is never stored with the rest.
struct NetworkSettings {
    enum class Proxy : std::uint8_t {
        Environment, ///< HTTPS_PROXY, http_proxy, ALL_PROXY and NO_PROXY, as curl reads them
        Fixed, ///< `proxyAddress`
        None,
    };

    Proxy proxy = Proxy::Environment;
    QString proxyAddress; ///< "proxy.example:3128" or "https://proxy.example:443"
    QString proxyUser;
    Secret proxyPassword;
    QString noProxy; ///< with Fixed: hosts reached directly, as NO_PROXY lists them; this computer always is
    QString caFile; ///< PEM certificates that are trusted beside the system's; empty for none
    std::chrono::milliseconds connectTime{15'000}; ///< name, connection and TLS together
    std::chrono::milliseconds stallTime{60'000}; ///< the longest silence within an answer once it has begun

    bool operator==(const NetworkSettings& other) const {
        return proxy == other.proxy && proxyAddress == other.proxyAddress && proxyUser == other.proxyUser
            && proxyPassword.matches(other.proxyPassword.reveal()) && noProxy == other.noProxy && caFile == other.caFile
            && connectTime == other.connectTime && stallTime == other.stallTime;
    }
};

} // namespace spanglass
