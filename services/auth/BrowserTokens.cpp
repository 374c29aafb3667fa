#include "services/auth/BrowserTokens.h"

#include "services/auth/AuthThread.h"

#include <utility>

namespace spanglass {

BrowserTokens::BrowserTokens(ConnectionSettings settings, SecretStore& secrets, QString key, AuthPorts ports)
    : m_settings(std::move(settings))
    , m_secrets(secrets)
    , m_key(std::move(key))
    , m_ports(std::move(ports)) { }

void BrowserTokens::accept(const OAuthGrant& grant) {
    m_access = grant.access;
    m_refresh = grant.refresh;
    if (!m_refresh.isEmpty())
        m_secrets.write(m_key, m_refresh);
}

void BrowserTokens::forget() {
    m_access.reset();
    m_refresh = {};
    m_secrets.remove(m_key);
}

void BrowserTokens::fail(const Promised<TokenResult>& promise, SignInFault fault) const {
    promise.give(std::unexpected(signInError(fault, {.host = m_settings.host})));
}

QFuture<TokenResult> BrowserTokens::fetch(bool renew) {
    if (const auto access = std::exchange(m_access, std::nullopt); access && !renew)
        return readyFuture<TokenResult>(*access);
    const Promised<TokenResult> promise;
    if (!m_refresh.isEmpty()) {
        probe(promise);
        return promise.future();
    }
    whenDone(m_ports.thread.context(), m_secrets.read(m_key),
        [self = shared_from_this(), promise](std::optional<Result<Secret>> kept) {
            if (!kept)
                return promise.withdraw();
            if (!*kept)
                return promise.give(std::unexpected(SignInError{kept->error(), SignInFault::SignedOut}));
            self->m_refresh = **kept;
            if (self->m_refresh.isEmpty())
                return self->fail(promise, SignInFault::SignedOut);
            self->probe(promise);
        });
    return promise.future();
}

void BrowserTokens::probe(const Promised<TokenResult>& promise) {
    if (m_endpoints)
        return refresh(promise);
    const auto facts
        = probeHost(m_ports, m_settings.host, m_settings.accountId, [promise] { return promise.isAbandoned(); });
    whenGood(m_ports.thread.context(), facts, promise, [self = shared_from_this(), promise](const HostFacts& found) {
        self->m_endpoints = found.oauth;
        self->refresh(promise);
    });
}

void BrowserTokens::refresh(const Promised<TokenResult>& promise) {
    OAuthForm form{
        m_endpoints->token,
        {{"grant_type", "refresh_token"}, {"client_id", browserClientId(m_settings)},
            {"refresh_token", m_refresh.reveal()}},
        {},
        CredentialKind::Browser,
    };
    // Not abandoned with the caller: the server may have replaced the refresh token already.
    whenDone(m_ports.thread.context(), requestGrant(m_ports, std::move(form), {}),
        [self = shared_from_this(), promise](const std::optional<SignInResult<OAuthGrant>>& grant) {
            if (grant)
                self->refreshed(promise, *grant);
            else
                promise.withdraw();
        });
}

void BrowserTokens::refreshed(const Promised<TokenResult>& promise, const SignInResult<OAuthGrant>& grant) {
    if (!grant) {
        if (grant.error().fault == SignInFault::RefreshExpired)
            forget();
        return promise.give(std::unexpected(grant.error()));
    }
    if (!grant->refresh.isEmpty() && !grant->refresh.matches(m_refresh.reveal())) {
        m_refresh = grant->refresh;
        m_secrets.write(m_key, m_refresh);
    }
    promise.give(grant->access);
}

} // namespace spanglass
