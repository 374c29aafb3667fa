#pragma once

#include "services/auth/ApiClient.h"
#include "services/auth/BrowserSignIn.h"
#include "services/auth/SecretStore.h"
#include "services/core/Connection.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace spanglass {

/// The signed-in side of connections: one ApiClient and one shared token for each, for as long as its settings stay the
/// same. Any thread.
class Sessions {
public:
    /// `secrets` must outlive this and the clients that it gives.
    Sessions(AuthPorts ports, SecretStore& secrets, BrowserOptions browser);
    ~Sessions();

    /// `found`: the token, client secret or password of a connection that is not Spanglass's own
    /// (ConnectionBook::foundSecret).
    std::shared_ptr<ApiClient> client(const Connection& connection, const Secret& found = {});

    /// Signs in by browser; `opened` hears of the address, on the sign-in thread. Faults: those of signInByBrowser;
    /// UnsupportedCredentials for a connection that signs in otherwise.
    QFuture<SignInResult<TokenFacts>> signIn(
        const Connection& connection, std::function<void(const QUrl&)> opened = {});
    /// Forgets tokens and refresh tokens.
    void signOut(const Connection& connection);

    /// Keeps what somebody entered: a token, a client secret, a password. It belongs to this host: with another one it
    /// has to be entered again.
    QFuture<Result<>> keepSecret(const ConnectionSettings& settings, const Secret& secret);
    /// Everything that is kept for a connection.
    void forgetSecrets(const ConnectionSettings& settings);

    const AuthPorts& ports() const { return m_ports; }
    SecretStore& secrets() const { return m_secrets; }

private:
    struct Session;
    std::shared_ptr<Session> session(const Connection& connection, const Secret& found);
    std::shared_ptr<TokenProvider> makeTokens(Session& session, const Connection& connection, const Secret& found);

    const AuthPorts m_ports;
    SecretStore& m_secrets;
    const BrowserOptions m_browser;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::shared_ptr<Session>> m_sessions; ///< by id
};

} // namespace spanglass
