#include "services/auth/FixedToken.h"

#include "services/auth/TokenClaims.h"
#include "services/auth/WhenDone.h"

namespace spanglass {

QFuture<TokenResult> FixedToken::token() {
    if (m_token.value.isEmpty() && m_token.facts.credential != CredentialKind::None)
        return readyFuture<TokenResult>(std::unexpected(signInError(SignInFault::SignedOut, {.host = m_host})));
    return readyFuture<TokenResult>(m_token);
}

QFuture<TokenResult> FixedToken::renewed(Token) {
    return readyFuture<TokenResult>(std::unexpected(signInError(SignInFault::Unauthorized, {.host = m_host})));
}

Token FixedToken::none() { return {}; }

Token FixedToken::bearer(const Secret& value) {
    const Secret trimmed(value.reveal().trimmed());
    return {trimmed, factsInToken(trimmed.reveal(), CredentialKind::AccessToken)};
}

Token FixedToken::password(const QString& user, const Secret& password) {
    Token out;
    if (!password.isEmpty())
        out.value = Secret(QByteArray(user.toUtf8() + ':' + password.reveal()).toBase64());
    out.facts = {.credential = CredentialKind::Password, .owner = user};
    return out;
}

} // namespace spanglass
