#pragma once

#include <QByteArray>

namespace spanglass {

/// The proof that who redeems a code is who asked for it (RFC 7636, S256). 64 random bytes, as the Databricks tools
/// take (databricks-api.md 1.4).
struct Pkce {
    QByteArray verifier;
    QByteArray challenge;

    static Pkce make();
    static QByteArray challengeOf(const QByteArray& verifier);
};

/// `bytes` random bytes of the system's generator, base64url without padding.
QByteArray randomText(int bytes);

} // namespace spanglass
