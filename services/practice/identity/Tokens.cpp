#include "services/practice/identity/Tokens.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QUuid>

namespace spanglass::practice {

namespace {

constexpr std::int64_t RefreshLifeSeconds = 90LL * 24 * 3'600;

std::string encoded(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string decoded(std::string_view text) {
    return QByteArray::fromBase64(
        QByteArray(text.data(), static_cast<qsizetype>(text.size())), QByteArray::Base64UrlEncoding)
        .toStdString();
}

} // namespace

std::string Tokens::signature(std::string_view text) const {
    const QByteArray mac = m_people.sign(text);
    return encoded(std::string_view(mac.constData(), static_cast<std::size_t>(mac.size())));
}

std::string Tokens::mint(Claims claims) const {
    const std::int64_t now = QDateTime::currentSecsSinceEpoch();
    const std::int64_t life = claims.use == "refresh" ? RefreshLifeSeconds : m_accessLife.count();
    std::uint64_t serial = 0;
    {
        const std::scoped_lock lock(m_mutex);
        serial = m_minted++;
    }
    const nlohmann::json header{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "practice"}};
    const nlohmann::json payload{{"sub", claims.subject}, {"client_id", claims.client}, {"scope", claims.scope},
        {"use", claims.use}, {"iat", now}, {"exp", now + life}, {"serial", serial},
        {"jti", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()}};
    const std::string text = encoded(header.dump()) + '.' + encoded(payload.dump());
    return text + '.' + signature(text);
}

std::optional<Tokens::Claims> Tokens::check(std::string_view token) const {
    const std::size_t last = token.rfind('.');
    if (last == std::string_view::npos || signature(token.substr(0, last)) != token.substr(last + 1))
        return std::nullopt;
    const std::size_t first = token.find('.');
    const auto payload = nlohmann::json::parse(decoded(token.substr(first + 1, last - first - 1)), nullptr, false);
    if (!payload.is_object())
        return std::nullopt;
    const Claims claims{payload.value("use", ""), payload.value("sub", ""), payload.value("client_id", ""),
        payload.value("scope", ""), payload.value("jti", ""), payload.value("exp", std::int64_t{0})};
    const std::scoped_lock lock(m_mutex);
    const bool over = claims.use == "access" && payload.value("serial", std::uint64_t{0}) < m_expiredUpTo;
    if (over || claims.expires <= QDateTime::currentSecsSinceEpoch() || m_calledBack.contains(claims.id))
        return std::nullopt;
    return claims;
}

void Tokens::callBack(const Claims& claims) {
    const std::scoped_lock lock(m_mutex);
    m_calledBack.insert(claims.id);
}

void Tokens::expireAll() {
    const std::scoped_lock lock(m_mutex);
    m_expiredUpTo = m_minted;
}

} // namespace spanglass::practice
