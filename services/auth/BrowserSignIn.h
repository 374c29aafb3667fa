#pragma once

#include "services/auth/OAuthGrant.h"
#include "services/core/ConnectionSettings.h"

#include <chrono>

namespace spanglass {

struct BrowserOptions {
    /// Opens the address in a browser; false when that cannot be done. Called on the sign-in thread.
    std::function<bool(const QUrl&)> open;
    std::chrono::milliseconds timeLimit = std::chrono::minutes(5); ///< for the person in the browser
    quint16 firstPort = 8020; ///< databricks-api.md 1.4, confirmed: sdk-go credentials/u2m
    quint16 lastPort = 8040;
};

/// The port that DATABRICKS_OAUTH_CALLBACK_PORT pins, in place of the usual range.
void pinCallbackPort(BrowserOptions& options, const QString& variable);

/// Signs a person in (OAuth authorization code with PKCE, RFC 7636 and 8252): asks the host for its endpoints, listens
/// on this machine, opens the browser, checks the state of what comes back, and redeems the code. Cancelling the future
/// closes the listener at once. Faults: those of the host and its token endpoint, PortsBusy, BrowserNotOpened,
/// BrowserTimedOut, StateMismatch, UserDenied.
QFuture<SignInResult<OAuthGrant>> signInByBrowser(ConnectionSettings settings, BrowserOptions options, AuthPorts ports);

/// Scopes to ask for: those of the settings or all-apis, and offline_access so that a refresh token comes.
QString browserScopes(const ConnectionSettings& settings);
/// The application that signs in: the settings' or that of the Databricks tools.
QByteArray browserClientId(const ConnectionSettings& settings);

} // namespace spanglass
