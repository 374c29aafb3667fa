#include "services/auth/Sessions.h"

#include "services/auth/AuthThread.h"
#include "services/auth/BrowserTokens.h"
#include "services/auth/CliTokens.h"
#include "services/auth/ClientCredentials.h"
#include "services/auth/FixedToken.h"
#include "services/auth/SharedToken.h"
#include "services/auth/StoredToken.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Where a secret is kept. The host is part of it: a secret does not follow a connection to another server.
QString secretKey(const ConnectionSettings& settings, QLatin1StringView what) {
    return settings.id + u' ' + settings.host + u' ' + what;
}

QString enteredKey(const ConnectionSettings& settings) {
    return secretKey(settings, credentialKindName(settings.credential));
}

QString refreshKey(const ConnectionSettings& settings) { return secretKey(settings, "refresh-token"_L1); }

} // namespace

struct Sessions::Session {
    ConnectionSettings settings;
    Secret found;
    std::shared_ptr<SharedToken> shared; ///< null when nothing is asked for
    std::shared_ptr<BrowserTokens> browser; ///< for connections that sign in so
    std::shared_ptr<ApiClient> client;

    bool serves(const ConnectionSettings& wanted, const Secret& secret) const {
        return settings == wanted && found.matches(secret.reveal());
    }
};

Sessions::Sessions(AuthPorts ports, SecretStore& secrets, BrowserOptions browser)
    : m_ports(std::move(ports))
    , m_secrets(secrets)
    , m_browser(std::move(browser)) { }

Sessions::~Sessions() = default;

std::shared_ptr<TokenProvider> Sessions::makeTokens(
    Session& session, const Connection& connection, const Secret& found) {
    const ConnectionSettings& settings = connection.settings;
    const SecretReader secret = connection.origin == ConnectionOrigin::Own
        ? SecretReader([store = &m_secrets, key = enteredKey(settings)] { return store->read(key); })
        : heldSecret(found);
    const auto shared = [&](std::shared_ptr<TokenSource> source) {
        return session.shared = std::make_shared<SharedToken>(std::move(source), m_ports);
    };
    switch (settings.credential) {
    case CredentialKind::None:
        return std::make_shared<FixedToken>(FixedToken::none(), settings.host);
    case CredentialKind::AccessToken:
    case CredentialKind::Password:
        return shared(std::make_shared<StoredToken>(settings, secret, m_ports));
    case CredentialKind::ClientSecret:
        return shared(std::make_shared<ClientCredentials>(settings, secret, m_ports));
    case CredentialKind::DatabricksCli:
        return shared(std::make_shared<CliTokens>(settings, m_ports));
    case CredentialKind::Browser:
        session.browser = std::make_shared<BrowserTokens>(settings, m_secrets, refreshKey(settings), m_ports);
        return shared(session.browser);
    }
    return std::make_shared<FixedToken>(FixedToken::none(), settings.host);
}

std::shared_ptr<Sessions::Session> Sessions::session(const Connection& connection, const Secret& found) {
    const std::lock_guard lock(m_mutex);
    auto& kept = m_sessions[connection.settings.id.toStdString()];
    if (kept && kept->serves(connection.settings, found))
        return kept;
    kept = std::make_shared<Session>();
    kept->settings = connection.settings;
    kept->found = found;
    kept->client = std::make_shared<ApiClient>(connection.settings, makeTokens(*kept, connection, found), m_ports);
    return kept;
}

std::shared_ptr<ApiClient> Sessions::client(const Connection& connection, const Secret& found) {
    return session(connection, found)->client;
}

QFuture<SignInResult<TokenFacts>> Sessions::signIn(
    const Connection& connection, std::function<void(const QUrl&)> opened) {
    using Outcome = SignInResult<TokenFacts>;
    const auto kept = session(connection, {});
    if (!kept->browser)
        return readyFuture<Outcome>(std::unexpected(signInError(SignInFault::UnsupportedCredentials,
            {.host = connection.settings.host, .profile = {}, .detail = u"it does not sign in by browser"_s})));
    BrowserOptions options = m_browser;
    if (opened)
        options.open = [open = m_browser.open, opened = std::move(opened)](const QUrl& address) {
            opened(address);
            return open(address);
        };
    const Promised<Outcome> promise;
    auto grant = signInByBrowser(connection.settings, std::move(options), m_ports);
    m_ports.thread.run([promise, grant, kept, context = m_ports.thread.context()]() mutable {
        whenCancelled(context, promise.future(), [grant]() mutable { grant.cancel(); });
        whenGood(context, grant, promise, [promise, kept](const OAuthGrant& got) {
            kept->browser->accept(got);
            kept->shared->forget();
            promise.give(got.access.facts);
        });
    });
    return promise.future();
}

void Sessions::signOut(const Connection& connection) {
    std::shared_ptr<Session> ended;
    {
        const std::lock_guard lock(m_mutex);
        const auto at = m_sessions.find(connection.settings.id.toStdString());
        if (at != m_sessions.end()) {
            ended = at->second;
            m_sessions.erase(at);
        }
    }
    if (ended && ended->shared)
        ended->shared->forget();
    if (ended && ended->browser)
        m_ports.thread.run([browser = ended->browser] { browser->forget(); });
    else if (connection.settings.credential == CredentialKind::Browser)
        m_secrets.remove(refreshKey(connection.settings));
}

QFuture<Result<>> Sessions::keepSecret(const ConnectionSettings& settings, const Secret& secret) {
    {
        const std::lock_guard lock(m_mutex);
        m_sessions.erase(settings.id.toStdString());
    }
    return m_secrets.write(enteredKey(settings), Secret(secret.reveal().trimmed()));
}

void Sessions::forgetSecrets(const ConnectionSettings& settings) {
    Connection own;
    own.settings = settings;
    signOut(own);
    m_secrets.remove(enteredKey(settings));
}

} // namespace spanglass
