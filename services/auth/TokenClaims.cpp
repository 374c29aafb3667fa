#include "services/auth/TokenClaims.h"

#include "services/auth/AuthJson.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxClaims = 64 * 1024;
constexpr qsizetype MaxShown = 200;

QStringList scopesIn(const Json& claims) {
    for (const char* key : {"scope", "scp"}) {
        if (const QString text = textUnder(claims, key); !text.isEmpty())
            return text.split(u' ', Qt::SkipEmptyParts);
        const auto list = claims.find(key);
        if (list == claims.end() || !list->is_array())
            continue;
        QStringList out;
        for (const Json& one : *list)
            if (one.is_string())
                out += QString::fromStdString(one.get<std::string>());
        return out;
    }
    return {};
}

} // namespace

TokenFacts factsInToken(const QByteArray& token, CredentialKind credential) {
    TokenFacts out{.credential = credential};
    const QList<QByteArray> parts = token.split('.');
    if (token.startsWith("dapi"))
        out.form = TokenForm::Personal;
    if (parts.size() != 3 || parts[1].size() > MaxClaims)
        return out;
    const auto decoded = QByteArray::fromBase64Encoding(
        parts[1], QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto claims = decoded ? readObject(*decoded) : std::nullopt;
    if (!claims)
        return out;
    out.form = TokenForm::Jwt;
    for (const char* key : {"email", "preferred_username", "username", "sub", "client_id"}) {
        out.owner = textUnder(*claims, key).left(MaxShown);
        if (!out.owner.isEmpty())
            break;
    }
    out.scopes = scopesIn(*claims);
    if (const auto ends = claims->find("exp"); ends != claims->end() && ends->is_number())
        out.expires = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(ends->get<double>()), Qt::UTC);
    return out;
}

} // namespace spanglass
