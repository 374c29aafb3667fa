#pragma once

#include "services/core/TokenFacts.h"

#include <QByteArray>

namespace spanglass {

/// What a token says of itself. The claims of a JWT are decoded and not verified: they are for showing only, never for
/// deciding. A token of another form gives its kind alone.
TokenFacts factsInToken(const QByteArray& token, CredentialKind credential);

} // namespace spanglass
