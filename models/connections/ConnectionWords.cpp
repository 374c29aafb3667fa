#include "models/connections/ConnectionWords.h"

#include "models/common/Quantity.h"
#include "services/core/KnownFailures.h"

#include <QCoreApplication>
#include <QLocale>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ConnectionWords", text); }

void addFact(QList<ConnectionFact>& out, const QString& label, const QString& value, const QString& tooltip = {}) {
    if (!value.isEmpty())
        out.append({label, value, tooltip});
}

QString timeLeft(qint64 seconds) {
    if (seconds <= 0)
        return tr("has ended");
    if (seconds < 7200)
        return counted(static_cast<std::uint64_t>(seconds / 60), tr("in %1 minute"), tr("in %1 minutes"));
    if (seconds < 2 * 86'400)
        return counted(static_cast<std::uint64_t>(seconds / 3600), tr("in %1 hour"), tr("in %1 hours"));
    return counted(static_cast<std::uint64_t>(seconds / 86'400), tr("in %1 day"), tr("in %1 days"));
}

QString tokenWords(const TokenFacts& token) {
    switch (token.form) {
    case TokenForm::Personal:
        return tr("Personal access token");
    case TokenForm::Jwt:
        return tr("OAuth token");
    case TokenForm::Opaque:
        break;
    }
    switch (token.credential) {
    case CredentialKind::None:
        return tr("None");
    case CredentialKind::Password:
        return tr("Name and password");
    case CredentialKind::AccessToken:
        return tr("Access token");
    default:
        return tr("OAuth token");
    }
}

} // namespace

QString kindWords(ConnectionKind kind) {
    switch (kind) {
    case ConnectionKind::Databricks:
        return tr("Databricks workspace");
    case ConnectionKind::Practice:
        return tr("Practice workspace");
    case ConnectionKind::MlflowServer:
        return tr("MLflow server");
    case ConnectionKind::Otlp:
        return tr("OTLP endpoint");
    }
    return {};
}

QString credentialWords(CredentialKind credential, ConnectionKind kind) {
    switch (credential) {
    case CredentialKind::None:
        return tr("None");
    case CredentialKind::AccessToken:
        return kind == ConnectionKind::Databricks || kind == ConnectionKind::Practice ? tr("Personal access token")
                                                                                      : tr("Access token");
    case CredentialKind::Browser:
        return tr("Browser sign-in (OAuth)");
    case CredentialKind::ClientSecret:
        return tr("Service principal (OAuth)");
    case CredentialKind::DatabricksCli:
        return tr("Databricks CLI");
    case CredentialKind::Password:
        return tr("Name and password");
    }
    return {};
}

QString credentialHint(CredentialKind credential, ConnectionKind kind) {
    const bool workspace = kind == ConnectionKind::Databricks || kind == ConnectionKind::Practice;
    switch (credential) {
    case CredentialKind::None:
        return tr("Nothing is sent to prove who you are.");
    case CredentialKind::AccessToken:
        return workspace ? tr("Serves for REST and SQL; the OTLP endpoint may refuse it. It cannot be renewed.")
                         : tr("Sent as a bearer token. It cannot be renewed.");
    case CredentialKind::Browser:
        return tr("You sign in on the workspace's own page. The token renews by itself.");
    case CredentialKind::ClientSecret:
        return tr("For unattended use: client id and secret of a service principal.");
    case CredentialKind::DatabricksCli:
        return tr("Tokens come from “databricks auth token”, for those who have signed in with the CLI.");
    case CredentialKind::Password:
        return tr("HTTP Basic, as MLflow's own sign-in uses it.");
    }
    return {};
}

QString secretWords(CredentialKind credential) {
    switch (credential) {
    case CredentialKind::AccessToken:
        return tr("Token");
    case CredentialKind::ClientSecret:
        return tr("Client secret");
    case CredentialKind::Password:
        return tr("Password");
    default:
        return {};
    }
}

QString originWords(const Connection& connection) {
    switch (connection.origin) {
    case ConnectionOrigin::Own:
        return tr("Kept by Spanglass");
    case ConnectionOrigin::Profile:
        return tr("Profile %1 in %2").arg(connection.settings.name, connection.place);
    case ConnectionOrigin::Environment:
        return tr("Environment variables");
    case ConnectionOrigin::EnvFile:
        return tr("The file %1").arg(connection.place);
    }
    return {};
}

QString secretPlaceWords(const SecretPlace& place) {
    switch (place.kind) {
    case SecretPlace::Kind::Unknown:
        return tr("Tokens and secrets go to the system's keychain, never into a file.");
    case SecretPlace::Kind::Keychain:
        return tr("Tokens and secrets are kept in the system's keychain.");
    case SecretPlace::Kind::Memory:
        return place.reason.isEmpty()
            ? tr("No keychain was found: tokens and secrets are kept in memory and go when Spanglass ends.")
            : tr("No keychain could be used (%1): tokens and secrets are kept in memory and go when Spanglass ends.")
                  .arg(place.reason);
    }
    return {};
}

QList<ConnectionFact> settingFacts(const Connection& connection) {
    const ConnectionSettings& settings = connection.settings;
    QList<ConnectionFact> out;
    if (connection.origin != ConnectionOrigin::Own) {
        for (const ConnectionValue& value : connection.values)
            addFact(out, value.key, value.secret ? tr("••••••  (not shown)") : value.value, value.source);
        return out;
    }
    addFact(out, tr("Address"), settings.host);
    addFact(out, tr("Signs in by"), credentialWords(settings.credential, settings.kind));
    addFact(out, tr("Client id"), settings.clientId);
    addFact(out, tr("User name"), settings.userName);
    addFact(out, tr("Profile"), settings.profile);
    addFact(out, tr("CLI"), settings.cliPath);
    addFact(out, tr("Workspace id"), settings.workspaceId);
    addFact(out, tr("Account id"), settings.accountId);
    addFact(out, tr("SQL warehouse"), settings.warehouseId);
    addFact(out, tr("Scopes"), settings.scopes.join(u", "_s));
    return out;
}

QList<ConnectionFact> reportFacts(const ConnectionReport& report, const QDateTime& now) {
    QList<ConnectionFact> out;
    if (report.problem)
        return out;
    const bool named = !report.displayName.isEmpty() && report.displayName != report.who;
    addFact(out, tr("Signed in as"), named ? tr("%1 (%2)").arg(report.displayName, report.who) : report.who);
    addFact(out, tr("Server"), report.server);
    addFact(out, tr("Workspace id"), report.workspaceId);
    if (report.token.credential != CredentialKind::None) {
        addFact(out, tr("Token"), tokenWords(report.token));
        addFact(out, tr("Token of"), report.token.owner == report.who ? QString() : report.token.owner,
            tr("As the token itself says; not verified."));
        addFact(out, tr("Scopes"), report.token.scopes.join(u", "_s));
        if (report.token.expires)
            addFact(out, tr("Token ends"), timeLeft(now.secsTo(*report.token.expires)),
                QLocale().toString(report.token.expires->toLocalTime(), QLocale::LongFormat));
    }
    addFact(out, tr("Answered in"), tr("%1 ms").arg(QLocale().toString(report.duration.value / 1'000'000)));
    return out;
}

QString reportText(const Connection& connection, const ConnectionReport& report) {
    QStringList lines{
        tr("Connection: %1 (%2)").arg(connection.settings.name, kindWords(connection.settings.kind)),
        tr("Address: %1").arg(connection.settings.host),
        tr("Signs in by: %1").arg(credentialWords(connection.settings.credential, connection.settings.kind)),
    };
    if (report.problem)
        lines += explained(*report.problem).oneLine();
    if (!report.details.isEmpty())
        lines += report.details;
    return lines.join(u'\n');
}

} // namespace spanglass
