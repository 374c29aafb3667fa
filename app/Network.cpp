#include "app/Network.h"

#include "models/common/NetworkKeeping.h"
#include "services/auth/WhenDone.h"
#include "services/net/ProxyRoute.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto PasswordKey = u"network/proxyPassword"_s;
constexpr qint64 MostCheckBytes = 1 << 20;

} // namespace

Network::Network(Settings& settings, QObject* parent)
    : NetworkControl(parent)
    , m_settings(settings)
    , m_now(networkSettings(settings))
    , m_secrets(u"spanglass"_s)
    , m_http(m_now) {
    connect(&m_reading, &QFutureWatcherBase::finished, this, &Network::takePassword);
    connect(&m_writing, &QFutureWatcherBase::finished, this, &Network::changed);
    // A keychain may ask its owner to unlock it, so it is left alone until a password is needed.
    if (m_now.proxy == NetworkSettings::Proxy::Fixed && !m_now.proxyUser.isEmpty())
        m_reading.setFuture(m_secrets.read(PasswordKey));
}

Network::~Network() = default;

void Network::takePassword() {
    const auto& future = m_reading.future();
    if (future.resultCount() == 0 || !future.result() || !m_now.proxyPassword.isEmpty())
        return;
    m_now.proxyPassword = *future.result();
    m_http.setSettings(m_now);
    Q_EMIT changed();
}

void Network::apply(const NetworkSettings& settings) {
    const bool samePassword = settings.proxyPassword.matches(m_now.proxyPassword.reveal());
    m_now = settings;
    keepNetworkSettings(m_settings, m_now);
    m_http.setSettings(m_now);
    if (!samePassword)
        m_writing.setFuture(m_now.proxyPassword.isEmpty() ? m_secrets.remove(PasswordKey)
                                                          : m_secrets.write(PasswordKey, m_now.proxyPassword));
    Q_EMIT changed();
}

QString Network::environmentProxy() const {
    const ProxyRoute route
        = ProxyRoute::find({}, QProcessEnvironment::systemEnvironment(), QUrl(u"https://workspace.example"_s));
    if (route.address.isEmpty() || route.exceptions.isEmpty())
        return QString::fromUtf8(route.address);
    return tr("%1, not for %2").arg(QString::fromUtf8(route.address), QString::fromUtf8(route.exceptions));
}

QFuture<Result<NetworkCheck>> Network::check(const QUrl& url, const NetworkSettings& settings) {
    const Promised<Result<NetworkCheck>> promise;
    HttpRequest request;
    request.url = url;
    request.deadline = settings.connectTime + settings.stallTime;
    request.maxBody = MostCheckBytes;
    request.retry = RetryRule::never();
    request.abandoned = [promise] { return promise.isAbandoned(); };
    m_http.send(std::move(request), settings).then([promise](const HttpResult& result) {
        if (result)
            promise.give(NetworkCheck{result->status, result->duration});
        else
            promise.give(std::unexpected<Error>(result.error()));
    });
    return promise.future();
}

} // namespace spanglass
