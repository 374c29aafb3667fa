#include "services/auth/ClientCredentials.h"

#include "services/auth/AuthThread.h"

namespace spanglass {

using namespace Qt::StringLiterals;

ClientCredentials::ClientCredentials(ConnectionSettings settings, SecretReader clientSecret, AuthPorts ports)
    : m_settings(std::move(settings))
    , m_readSecret(std::move(clientSecret))
    , m_ports(std::move(ports)) { }

QFuture<TokenResult> ClientCredentials::fetch(bool) {
    const Promised<TokenResult> promise;
    whenDone(m_ports.thread.context(), m_readSecret(),
        [self = shared_from_this(), promise](const std::optional<Result<Secret>>& secret) {
            if (!secret)
                return promise.withdraw();
            if (!*secret)
                return promise.give(std::unexpected(SignInError{secret->error(), SignInFault::SignedOut}));
            self->m_secret = **secret;
            self->probe(promise);
        });
    return promise.future();
}

void ClientCredentials::probe(const Promised<TokenResult>& promise) {
    if (m_settings.clientId.isEmpty() || m_secret.isEmpty())
        return promise.give(std::unexpected(signInError(SignInFault::SignedOut, {.host = m_settings.host})));
    if (m_endpoints)
        return ask(promise);
    const auto facts
        = probeHost(m_ports, m_settings.host, m_settings.accountId, [promise] { return promise.isAbandoned(); });
    whenGood(m_ports.thread.context(), facts, promise, [self = shared_from_this(), promise](const HostFacts& found) {
        self->m_endpoints = found.oauth;
        self->ask(promise);
    });
}

void ClientCredentials::ask(const Promised<TokenResult>& promise) {
    const QString scopes = m_settings.scopes.isEmpty() ? u"all-apis"_s : m_settings.scopes.join(u' ');
    OAuthForm form{
        m_endpoints->token,
        {{"grant_type", "client_credentials"}, {"scope", scopes.toUtf8()}},
        Secret(m_settings.clientId.toUtf8() + ':' + m_secret.reveal()),
        CredentialKind::ClientSecret,
    };
    const auto grant = requestGrant(m_ports, std::move(form), [promise] { return promise.isAbandoned(); });
    whenGood(m_ports.thread.context(), grant, promise, [promise, id = m_settings.clientId](const OAuthGrant& got) {
        Token token = got.access;
        if (token.facts.owner.isEmpty())
            token.facts.owner = id;
        promise.give(std::move(token));
    });
}

} // namespace spanglass
