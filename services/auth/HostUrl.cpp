#include "services/auth/HostUrl.h"

#include <QHostAddress>
#include <QUrl>
#include <QUrlQuery>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::optional<QUrl> asUrl(const QString& typed) {
    QString text = typed.trimmed();
    if (text.isEmpty() || text.contains(u' '))
        return std::nullopt;
    if (!text.contains("://"_L1))
        text.prepend("https://"_L1);
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return std::nullopt;
    url.setUserInfo({});
    return url;
}

QString firstOf(const QUrlQuery& query, std::initializer_list<QString> names) {
    for (const QString& name : names)
        if (query.hasQueryItem(name))
            return query.queryItemValue(name);
    return {};
}

} // namespace

std::optional<HostUrl> cleanHost(const QString& typed) {
    const auto url = asUrl(typed);
    if (!url)
        return std::nullopt;
    const QUrlQuery query(*url);
    return HostUrl{
        url->url(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash),
        firstOf(query, {u"o"_s, u"workspace_id"_s, u"w"_s}),
        firstOf(query, {u"a"_s, u"account_id"_s}),
    };
}

std::optional<QString> cleanEndpoint(const QString& typed) {
    const auto url = asUrl(typed);
    if (!url)
        return std::nullopt;
    return url->url(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
}

void adopt(const HostUrl& host, ConnectionSettings& settings) {
    settings.host = host.host;
    if (settings.workspaceId.isEmpty())
        settings.workspaceId = host.workspaceId;
    if (settings.accountId.isEmpty())
        settings.accountId = host.accountId;
}

bool mayCarrySecrets(const QString& host) {
    const QUrl url(host);
    return url.scheme() == "https"_L1 || url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace spanglass
