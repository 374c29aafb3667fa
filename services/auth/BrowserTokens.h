#pragma once

#include "services/auth/BrowserSignIn.h"
#include "services/auth/HostProbe.h"
#include "services/auth/SecretStore.h"
#include "services/auth/TokenSource.h"
#include "services/auth/WhenDone.h"

#include <memory>

namespace spanglass {

/// Tokens of a person who has signed in by browser: renewed with the refresh token, which is kept in the secret store
/// and replaced when the server sends another (databricks-api.md 1.4, confirmed: sdk-go credentials/u2m).
class BrowserTokens final : public TokenSource, public std::enable_shared_from_this<BrowserTokens> {
public:
    /// `secrets` must outlive this. `key` is where the refresh token is kept.
    BrowserTokens(ConnectionSettings settings, SecretStore& secrets, QString key, AuthPorts ports);

    QFuture<TokenResult> fetch(bool renew) override;
    /// What a sign-in brought. On the sign-in thread.
    void accept(const OAuthGrant& grant);
    /// Forgets everything, in the store too. On the sign-in thread.
    void forget();

private:
    void probe(const Promised<TokenResult>& promise);
    void refresh(const Promised<TokenResult>& promise);
    void refreshed(const Promised<TokenResult>& promise, const SignInResult<OAuthGrant>& grant);
    void fail(const Promised<TokenResult>& promise, SignInFault fault) const;

    const ConnectionSettings m_settings;
    SecretStore& m_secrets;
    const QString m_key;
    const AuthPorts m_ports;
    std::optional<Token> m_access; ///< of the last sign-in, until it is given out
    Secret m_refresh;
    std::optional<OAuthEndpoints> m_endpoints;
};

} // namespace spanglass
