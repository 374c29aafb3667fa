#include "services/net/ProxyRoute.h"

#include <QHostAddress>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString firstSet(const QProcessEnvironment& environment, std::initializer_list<QLatin1StringView> names) {
    for (const auto& name : names) {
        if (const QString value = environment.value(name); !value.isEmpty())
            return value;
    }
    return {};
}

QString fromEnvironment(const QProcessEnvironment& environment, const QUrl& target) {
    if (target.scheme() == "https"_L1)
        return firstSet(environment, {"https_proxy"_L1, "HTTPS_PROXY"_L1, "all_proxy"_L1, "ALL_PROXY"_L1});
    return firstSet(environment, {"http_proxy"_L1, "all_proxy"_L1, "ALL_PROXY"_L1});
}

} // namespace

ProxyRoute ProxyRoute::find(
    const NetworkSettings& settings, const QProcessEnvironment& environment, const QUrl& target) {
    if (settings.proxy == NetworkSettings::Proxy::None || isThisComputer(target.host()))
        return {};
    const bool fixed = settings.proxy == NetworkSettings::Proxy::Fixed;
    const QString text = (fixed ? settings.proxyAddress : fromEnvironment(environment, target)).trimmed();
    if (text.isEmpty())
        return {};
    QUrl url(text.contains("://"_L1) ? text : "http://"_L1 + text);
    ProxyRoute route;
    route.user = url.userName(QUrl::FullyDecoded).toUtf8();
    route.password = Secret(url.password(QUrl::FullyDecoded).toUtf8());
    if (fixed && !settings.proxyUser.isEmpty()) {
        route.user = settings.proxyUser.toUtf8();
        route.password = settings.proxyPassword;
    }
    url.setUserInfo({});
    url.setPath({});
    route.address = url.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    route.exceptions
        = (fixed ? settings.noProxy : firstSet(environment, {"no_proxy"_L1, "NO_PROXY"_L1})).toUtf8().simplified();
    return route;
}

bool isThisComputer(const QString& host) {
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

} // namespace spanglass
