#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace spanglass {

/// What is at the other end.
enum class ConnectionKind : std::uint8_t {
    Databricks, ///< a workspace
    Practice, ///< the practice workspace; labelled as such wherever it shows
    MlflowServer, ///< an open-source MLflow tracking server
    Otlp, ///< an endpoint that takes OTLP/HTTP and nothing else
};

/// How a connection proves who it is.
enum class CredentialKind : std::uint8_t {
    None, ///< nothing is asked for
    AccessToken, ///< a personal access token, or another bearer token that does not renew
    Browser, ///< OAuth of a person, in the browser (U2M)
    ClientSecret, ///< OAuth of a service principal (M2M)
    DatabricksCli, ///< tokens made by `databricks auth token`
    Password, ///< HTTP Basic; MLflow servers only
};

/// Short stable names, as connection files have them: "databricks", "access-token".
QLatin1StringView connectionKindName(ConnectionKind kind);
QLatin1StringView credentialKindName(CredentialKind kind);
/// False, and `out` unchanged, for a name of no kind.
bool readConnectionKind(QStringView name, ConnectionKind& out);
bool readCredentialKind(QStringView name, CredentialKind& out);

/// One connection without its secrets. A value.
struct ConnectionSettings {
    QString id; ///< stable: a UUID for Spanglass's own, "profile:NAME", "environment" or "file:PATH" for found ones
    QString name; ///< as people see it
    ConnectionKind kind = ConnectionKind::Databricks;
    QString host; ///< scheme and authority, no slash at the end: "https://adb-1.azuredatabricks.net"
    CredentialKind credential = CredentialKind::Browser;
    QString profile; ///< of ~/.databrickscfg; what the Databricks CLI is asked for
    QString clientId; ///< of the service principal, or of an OAuth application of one's own for Browser
    QString userName; ///< for Password
    QString accountId;
    QString workspaceId; ///< sent as a header where one host serves many workspaces
    QString warehouseId; ///< the SQL warehouse to begin with
    QStringList scopes; ///< asked for in OAuth; empty: the usual ones
    QString cliPath; ///< of the Databricks CLI; empty: found on the PATH

    bool operator==(const ConnectionSettings&) const = default;
};

} // namespace spanglass
