#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/SignInFault.h"
#include "services/auth/Token.h"

#include <QFuture>
#include <QList>
#include <QUrl>

#include <utility>

namespace spanglass {

/// What a token endpoint hands out.
struct OAuthGrant {
    Token access;
    Secret refresh; ///< empty when none came: the old one stays valid
};

struct OAuthForm {
    QUrl endpoint;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< of the form, in this order
    Secret basic; ///< "client_id:client_secret" for HTTP Basic; empty for a public client
    CredentialKind credential; ///< of the token that comes
};

/// One POST to a token endpoint (RFC 6749; databricks-api.md 1.3 and 1.4, confirmed: sdk-go). Never repeated. Faults:
/// RefreshExpired, OAuthRefused, ClockSkew, BadAnswer, and those of the network.
QFuture<SignInResult<OAuthGrant>> requestGrant(const AuthPorts& ports, OAuthForm form, Abandoned abandoned);

} // namespace spanglass
