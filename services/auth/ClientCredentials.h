#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/HostProbe.h"
#include "services/auth/OAuthGrant.h"
#include "services/auth/SecretReader.h"
#include "services/auth/TokenSource.h"
#include "services/core/ConnectionSettings.h"

#include <memory>

namespace spanglass {

/// Tokens of a service principal (OAuth M2M; databricks-api.md 1.3, confirmed: sdk-go config/auth_m2m.go). There is no
/// refresh token: each fetch asks again with the secret.
class ClientCredentials final : public TokenSource, public std::enable_shared_from_this<ClientCredentials> {
public:
    ClientCredentials(ConnectionSettings settings, SecretReader clientSecret, AuthPorts ports);

    QFuture<TokenResult> fetch(bool renew) override;

private:
    void probe(const Promised<TokenResult>& promise);
    void ask(const Promised<TokenResult>& promise);

    const ConnectionSettings m_settings;
    const SecretReader m_readSecret;
    Secret m_secret;
    const AuthPorts m_ports;
    std::optional<OAuthEndpoints> m_endpoints;
};

} // namespace spanglass
