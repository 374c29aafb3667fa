#pragma once

#include "services/auth/DatabricksConfig.h"
#include "services/auth/SignInFault.h"
#include "services/core/Connection.h"
#include "services/core/Secret.h"

#include <QProcessEnvironment>

namespace spanglass {

/// The values of a Databricks connection put together from variables and a profile, with their sources.
struct FoundSettings {
    struct Value {
        QLatin1StringView key;
        Secret value; ///< plain ones too: what is secret is in the attribute table
        QString source;
    };

    QString profile; ///< the one that was read; empty when none was
    QList<Value> values;

    bool has(QLatin1StringView key) const { return find(key) != nullptr; }
    QString text(QLatin1StringView key) const;
    Secret secret(QLatin1StringView key) const;

    const Value* find(QLatin1StringView key) const;
};

/// A set of variables and what to call it.
struct NamedEnvironment {
    QProcessEnvironment values;
    QString name; ///< "the environment", "/home/me/app/.env"
};

/// What the Databricks SDKs would use: variables first, the profile fills what is still empty; the file is left alone
/// when no profile is named and the variables hold a host or a credential. `profile` is the explicitly chosen one.
/// A missing profile is an error only when it was named (databricks-api.md 1.6, confirmed: sdk-go config).
/// Faults: NoSuchProfile.
SignInResult<FoundSettings> resolveSettings(
    const NamedEnvironment& environment, const DatabricksConfig& config, const QString& profile = {});

/// The values of one profile alone.
FoundSettings profileSettings(const DatabricksConfig& config, const QString& profile);

/// What the values amount to as a connection: host, credential, what has to be chosen, what is wrong. `id`, `name`,
/// `origin` and `place` are the caller's.
Connection connectionOf(const FoundSettings& found);

/// The other way round: keys and values that make a profile of these settings, without secrets.
QList<std::pair<QString, QString>> profileValues(const ConnectionSettings& settings);

/// The secret that goes with a credential kind: the token, the client's secret; empty when there is none.
Secret secretOf(const FoundSettings& found, CredentialKind credential);

} // namespace spanglass
