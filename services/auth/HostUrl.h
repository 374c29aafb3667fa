#pragma once

#include "services/core/ConnectionSettings.h"

#include <QString>

#include <optional>

namespace spanglass {

/// What can be read out of an address that somebody typed or copied from a browser.
struct HostUrl {
    QString host; ///< "https://adb-1.azuredatabricks.net": scheme and authority in lower case, no path
    QString workspaceId; ///< from ?o=, ?workspace_id= or ?w=
    QString accountId; ///< from ?a= or ?account_id=

    bool operator==(const HostUrl&) const = default;
};

/// Adds https:// without a scheme; takes the ids out of the query, then drops path and query (databricks-api.md 1.2,
/// confirmed: sdk-go config/config.go). Unset for what is no http or https address.
std::optional<HostUrl> cleanHost(const QString& typed);

/// As cleanHost(), without dropping the path, for MLflow servers and OTLP endpoints; unset as above.
std::optional<QString> cleanEndpoint(const QString& typed);

/// Puts the host into the settings, and of the ids those that they lack.
void adopt(const HostUrl& host, ConnectionSettings& settings);

/// https, or http to this very machine: a secret may be sent there.
bool mayCarrySecrets(const QString& host);

} // namespace spanglass
