#include "models/connections/ConnectionDraft.h"

#include "models/connections/ConnectionWords.h"

#include <QCoreApplication>
#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ConnectionDraft", text); }

/// As a person types it: the scheme may be missing.
QUrl typedUrl(const QString& host) {
    const QString text = host.trimmed();
    return QUrl(text.contains("://"_L1) ? text : u"https://"_s + text);
}

bool isWebAddress(const QString& host) {
    const QUrl url = typedUrl(host);
    return url.isValid() && !url.host().isEmpty() && !host.trimmed().contains(u' ')
        && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

} // namespace

ConnectionDraft ConnectionDraft::fresh() {
    ConnectionDraft out;
    out.setKind(ConnectionKind::Databricks);
    return out;
}

ConnectionDraft ConnectionDraft::of(const ConnectionSettings& settings) {
    ConnectionDraft out{settings, {}};
    out.secretKept = true;
    out.keptHost = settings.host;
    out.keptCredential = settings.credential;
    return out;
}

ConnectionDraft ConnectionDraft::copyOf(const ConnectionSettings& settings) {
    ConnectionDraft out{settings, {}};
    out.settings.id.clear();
    if (!out.credentials().contains(out.settings.credential))
        out.settings.credential = out.credentials().front();
    return out;
}

QList<CredentialKind> ConnectionDraft::credentials() const {
    using enum CredentialKind;
    switch (settings.kind) {
    case ConnectionKind::Databricks:
        return {Browser, DatabricksCli, ClientSecret, AccessToken};
    case ConnectionKind::Practice:
        return {Browser, ClientSecret, AccessToken};
    case ConnectionKind::MlflowServer:
        return {None, Password, AccessToken};
    case ConnectionKind::Otlp:
        return {None, AccessToken};
    }
    return {None};
}

void ConnectionDraft::setKind(ConnectionKind kind) {
    settings.kind = kind;
    if (!credentials().contains(settings.credential))
        settings.credential = credentials().front();
}

bool ConnectionDraft::asksForSecret() const { return !secretWords(settings.credential).isEmpty(); }

bool ConnectionDraft::keepsSecret() const {
    return secretKept && settings.credential == keptCredential && settings.host == keptHost;
}

QString ConnectionDraft::problem() const {
    if (settings.name.trimmed().isEmpty())
        return tr("Give the connection a name.");
    if (settings.host.trimmed().isEmpty())
        return tr("Enter the address, as the browser shows it.");
    if (!isWebAddress(settings.host))
        return tr("The address is no web address.");
    if (asksForClientId() && settings.clientId.trimmed().isEmpty())
        return tr("Enter the client id of the service principal.");
    if (asksForUser() && settings.userName.trimmed().isEmpty())
        return tr("Enter the user name.");
    if (asksForSecret() && secret.trimmed().isEmpty() && !keepsSecret())
        return secretKept ? tr("Enter the secret again: the kept one belongs to another address or credential.")
                          : tr("Enter the %1.").arg(secretWords(settings.credential).toLower());
    return {};
}

std::optional<Secret> ConnectionDraft::enteredSecret() const {
    const QByteArray typed = secret.trimmed().toUtf8();
    return asksForSecret() && !typed.isEmpty() ? std::optional(Secret(typed)) : std::nullopt;
}

} // namespace spanglass
