#pragma once

#include "services/auth/WhenDone.h"
#include "services/core/Error.h"
#include "services/core/Secret.h"

namespace spanglass {

/// Gives a secret when it is needed, empty when none is kept. Called on the sign-in thread.
using SecretReader = std::function<QFuture<Result<Secret>>()>;

/// One that is at hand already.
inline SecretReader heldSecret(Secret secret) {
    return [secret = std::move(secret)] { return readyFuture<Result<Secret>>(secret); };
}

} // namespace spanglass
