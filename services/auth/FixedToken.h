#pragma once

#include "services/auth/TokenProvider.h"

namespace spanglass {

/// A token that somebody entered and nobody can renew: a personal access token, another bearer token, a name with a
/// password, or nothing at all for connections that ask for nothing.
class FixedToken final : public TokenProvider {
public:
    /// `host` is for the sentences.
    FixedToken(Token token, QString host)
        : m_token(std::move(token))
        , m_host(std::move(host)) { }

    QFuture<TokenResult> token() override;
    QFuture<TokenResult> renewed(Token rejected) override; ///< always Unauthorized

    static Token none();
    static Token bearer(const Secret& value);
    static Token password(const QString& user, const Secret& password);

private:
    Token m_token;
    QString m_host;
};

} // namespace spanglass
