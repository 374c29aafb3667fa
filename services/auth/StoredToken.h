#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/SecretReader.h"
#include "services/auth/TokenSource.h"
#include "services/core/ConnectionSettings.h"

namespace spanglass {

/// A token or password that somebody entered, read when it is needed: a personal access token, another bearer token, a
/// name with a password. Nobody can renew it, but it may have been replaced by hand.
class StoredToken final : public TokenSource, public std::enable_shared_from_this<StoredToken> {
public:
    StoredToken(ConnectionSettings settings, SecretReader secret, AuthPorts ports);

    QFuture<TokenResult> fetch(bool renew) override;

private:
    TokenResult made(const Result<Secret>& secret, bool renew);

    const ConnectionSettings m_settings;
    const SecretReader m_secret;
    const AuthPorts m_ports;
    Secret m_last; ///< that was given out
};

} // namespace spanglass
