#pragma once

#include "services/core/NetworkSettings.h"
#include "services/net/ProxyRoute.h"

#include <optional>

namespace spanglass {

/// Settings as the transfers need them. Shared by the requests sent under them; used on the client's thread.
class ClientSetup {
public:
    ClientSetup(NetworkSettings settings, QProcessEnvironment environment)
        : m_settings(std::move(settings))
        , m_environment(std::move(environment)) { }

    const NetworkSettings& settings() const { return m_settings; }
    ProxyRoute route(const QUrl& target) const { return ProxyRoute::find(m_settings, m_environment, target); }

    struct Authorities {
        QByteArray pem; ///< the system's and the chosen file's; empty when only the system's are to be used
        QString problem; ///< why the chosen file cannot be used
    };
    /// Reads the file at the first call.
    const Authorities& authorities();

private:
    const NetworkSettings m_settings;
    const QProcessEnvironment m_environment;
    std::optional<Authorities> m_authorities;
};

} // namespace spanglass
