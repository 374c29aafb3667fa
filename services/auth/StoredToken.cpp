#include "services/auth/StoredToken.h"

#include "services/auth/AuthThread.h"
#include "services/auth/FixedToken.h"

namespace spanglass {

StoredToken::StoredToken(ConnectionSettings settings, SecretReader secret, AuthPorts ports)
    : m_settings(std::move(settings))
    , m_secret(std::move(secret))
    , m_ports(std::move(ports)) { }

QFuture<TokenResult> StoredToken::fetch(bool renew) {
    const Promised<TokenResult> promise;
    whenDone(m_ports.thread.context(), m_secret(),
        [self = shared_from_this(), promise, renew](const std::optional<Result<Secret>>& secret) {
            if (secret)
                promise.give(self->made(*secret, renew));
            else
                promise.withdraw();
        });
    return promise.future();
}

TokenResult StoredToken::made(const Result<Secret>& secret, bool renew) {
    if (!secret)
        return std::unexpected(SignInError{secret.error(), SignInFault::SignedOut});
    if (secret->isEmpty())
        return std::unexpected(signInError(SignInFault::SignedOut, {.host = m_settings.host}));
    if (renew && secret->matches(m_last.reveal()))
        return std::unexpected(signInError(SignInFault::Unauthorized, {.host = m_settings.host}));
    m_last = *secret;
    return m_settings.credential == CredentialKind::Password ? FixedToken::password(m_settings.userName, *secret)
                                                             : FixedToken::bearer(*secret);
}

} // namespace spanglass
