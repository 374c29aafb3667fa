#pragma once

#include "services/auth/SignInFault.h"
#include "services/auth/Token.h"

#include <QFuture>

namespace spanglass {

using TokenResult = SignInResult<Token>;

/// Where a connection's tokens come from. Any thread; no event loop is needed in the caller's. Cancelling a future
/// withdraws that one caller.
class TokenProvider {
public:
    virtual ~TokenProvider() = default;

    /// A token that is good for some minutes yet.
    virtual QFuture<TokenResult> token() = 0;
    /// After a 401: a token other than the one that was refused, or why there is none. When it has been replaced
    /// already, the replacement is given without another round trip.
    virtual QFuture<TokenResult> renewed(Token rejected) = 0;
};

} // namespace spanglass
