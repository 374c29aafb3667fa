#include "services/auth/Pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <vector>

namespace spanglass {

namespace {

constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray randomText(int bytes) {
    std::vector<quint32> words(static_cast<std::size_t>(bytes + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char*>(words.data()), bytes).toBase64(Base64Url);
}

QByteArray Pkce::challengeOf(const QByteArray& verifier) {
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(Base64Url);
}

Pkce Pkce::make() {
    const QByteArray verifier = randomText(64);
    return {verifier, challengeOf(verifier)};
}

} // namespace spanglass
