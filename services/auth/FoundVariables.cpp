#include "services/auth/FoundVariables.h"

#include "services/auth/DatabricksAttributes.h"
#include "services/auth/HostUrl.h"

#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

class Finder {
public:
    Finder(const NamedEnvironment& environment, QString id)
        : m_environment(environment)
        , m_id(std::move(id)) { }

    QString value(const QString& name) const { return m_environment.values.value(name).trimmed(); }

    QString source(const QString& variable) const { return u"%1 in %2"_s.arg(variable, m_environment.name); }

    FoundVariables begin(const QString& idPart, ConnectionKind kind, const QString& variable) const {
        FoundVariables out;
        ConnectionSettings& settings = out.connection.settings;
        settings.id = m_id + idPart;
        settings.kind = kind;
        settings.credential = CredentialKind::None;
        settings.host = cleanEndpoint(value(variable)).value_or(QString());
        settings.name = QUrl(settings.host).authority();
        out.connection.values.append({variable, settings.host, source(variable)});
        return out;
    }

    /// `key` is what secretOf() looks for.
    void addSecret(FoundVariables& out, QLatin1StringView key, const QString& variable, const Secret& secret) const {
        out.values.values.append({key, secret, source(variable)});
        out.connection.values.append({variable, {}, source(variable), true});
    }

private:
    const NamedEnvironment& m_environment;
    const QString m_id;
};

bool speaksOfDatabricks(const NamedEnvironment& environment) {
    for (const DatabricksAttribute& attribute : databricksAttributes())
        if (attribute.environment.startsWith("DATABRICKS_"_L1) && environment.values.contains(attribute.environment))
            return true;
    return environment.values.contains(u"DATABRICKS_CONFIG_PROFILE"_s);
}

FoundVariables workspace(const NamedEnvironment& environment, const DatabricksConfig& config) {
    FoundVariables out;
    const auto resolved = resolveSettings(environment, config);
    if (resolved) {
        out.values = *resolved;
        out.connection = connectionOf(*resolved);
    } else {
        out.connection.problem = resolved.error();
    }
    return out;
}

/// MLflow's own sign-in variables.
void addMlflowCredential(const Finder& finder, FoundVariables& out) {
    ConnectionSettings& settings = out.connection.settings;
    if (const QString token = finder.value(u"MLFLOW_TRACKING_TOKEN"_s); !token.isEmpty()) {
        settings.credential = CredentialKind::AccessToken;
        finder.addSecret(out, "token"_L1, u"MLFLOW_TRACKING_TOKEN"_s, Secret(token.toUtf8()));
    } else if (const QString user = finder.value(u"MLFLOW_TRACKING_USERNAME"_s); !user.isEmpty()) {
        settings.credential = CredentialKind::Password;
        settings.userName = user;
        finder.addSecret(out, "password"_L1, u"MLFLOW_TRACKING_PASSWORD"_s,
            Secret(finder.value(u"MLFLOW_TRACKING_PASSWORD"_s).toUtf8()));
    }
}

/// "authorization=Bearer%20..." among the header list of the OpenTelemetry variables.
void addOtlpCredential(const Finder& finder, FoundVariables& out) {
    for (const QString& variable : {u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, u"OTEL_EXPORTER_OTLP_HEADERS"_s}) {
        for (const QString& field : finder.value(variable).split(u',', Qt::SkipEmptyParts)) {
            const qsizetype mark = field.indexOf(u'=');
            const QByteArray value = QByteArray::fromPercentEncoding(field.mid(mark + 1).trimmed().toUtf8());
            if (field.left(mark).trimmed().compare("authorization"_L1, Qt::CaseInsensitive) != 0
                || !value.toLower().startsWith("bearer "))
                continue;
            out.connection.settings.credential = CredentialKind::AccessToken;
            finder.addSecret(out, "token"_L1, variable, Secret(value.mid(7).trimmed()));
            return;
        }
    }
}

/// A secret is not sent in the clear to another machine, whatever the variables say.
void refuseInsecure(FoundVariables& out) {
    const ConnectionSettings& settings = out.connection.settings;
    if (settings.host.isEmpty())
        out.connection.problem = Error{ErrorCode::BadInput,
            u"The address in %1 is no web address"_s.arg(out.connection.values.front().source), u"Mend it there."_s};
    else if (settings.credential != CredentialKind::None && !mayCarrySecrets(settings.host))
        out.connection.problem = signInError(SignInFault::InsecureHost, {.host = settings.host});
}

} // namespace

QList<FoundVariables> connectionsIn(
    const NamedEnvironment& environment, const DatabricksConfig& config, const QString& id) {
    QList<FoundVariables> out;
    QString host;
    if (speaksOfDatabricks(environment)) {
        FoundVariables found = workspace(environment, config);
        host = found.connection.settings.host;
        found.connection.settings.id = id;
        found.connection.settings.name = host.isEmpty() ? environment.name : QUrl(host).authority();
        out += found;
    }
    const Finder finder(environment, id);
    const QString tracking = finder.value(u"MLFLOW_TRACKING_URI"_s);
    const auto trackingHost = tracking.contains("://"_L1) ? cleanHost(tracking) : std::nullopt;
    if (trackingHost && trackingHost->host != host) {
        FoundVariables mlflow = finder.begin(u"#mlflow"_s, ConnectionKind::MlflowServer, u"MLFLOW_TRACKING_URI"_s);
        addMlflowCredential(finder, mlflow);
        refuseInsecure(mlflow);
        out += mlflow;
    }
    for (const QString& variable : {u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, u"OTEL_EXPORTER_OTLP_ENDPOINT"_s}) {
        if (finder.value(variable).isEmpty())
            continue;
        FoundVariables otlp = finder.begin(u"#otlp"_s, ConnectionKind::Otlp, variable);
        addOtlpCredential(finder, otlp);
        refuseInsecure(otlp);
        out += otlp;
        break;
    }
    return out;
}

} // namespace spanglass
