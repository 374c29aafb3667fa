#include "services/auth/Token.h"

namespace spanglass {

QByteArray Token::authorization() const {
    if (value.isEmpty())
        return {};
    return (facts.credential == CredentialKind::Password ? "Basic " : "Bearer ") + value.reveal();
}

} // namespace spanglass
