#pragma once

#include "services/core/Secret.h"
#include "services/core/TokenFacts.h"

namespace spanglass {

/// What one request is signed with. A value; the secret is only in `value`.
struct Token {
    Secret value; ///< empty when the connection asks for nothing
    TokenFacts facts;

    /// "Bearer ..." or "Basic ..."; empty without a value. For the header only, never for a log.
    QByteArray authorization() const;
};

} // namespace spanglass
