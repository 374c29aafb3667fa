#pragma once

#include "services/core/ConnectionSettings.h"

#include <QDateTime>

#include <optional>

namespace spanglass {

/// What a token looks like from outside.
enum class TokenForm : std::uint8_t {
    Opaque,
    Personal, ///< "dapi...": a Databricks personal access token
    Jwt, ///< carries its facts in itself
};

/// What may be shown of a token; never the token.
struct TokenFacts {
    CredentialKind credential = CredentialKind::None;
    TokenForm form = TokenForm::Opaque;
    QString owner = {}; ///< as the token itself says, unverified, or as SCIM Me answered; empty when not known
    QStringList scopes = {}; ///< empty when not known
    std::optional<QDateTime> expires = {}; ///< UTC; unset when it does not end or does not say

    bool operator==(const TokenFacts&) const = default;
};

} // namespace spanglass
