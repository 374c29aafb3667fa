#pragma once

#include "services/auth/TokenProvider.h"

namespace spanglass {

/// Makes new tokens, each time it is asked. SharedToken keeps them and lets callers share.
class TokenSource {
public:
    virtual ~TokenSource() = default;

    /// Called on the sign-in thread, not again before the future has ended. `renew`: the present token was refused or
    /// is about to end, so a cached one is no answer.
    virtual QFuture<TokenResult> fetch(bool renew) = 0;
};

} // namespace spanglass
