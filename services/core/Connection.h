#pragma once

#include "services/core/ConnectionSettings.h"
#include "services/core/Error.h"

#include <QList>

#include <optional>

namespace spanglass {

enum class ConnectionOrigin : std::uint8_t {
    Own, ///< kept by Spanglass
    Profile, ///< a section of the Databricks configuration file
    Environment, ///< the program's environment variables
    EnvFile, ///< a .env file
};

/// One value of a connection and where it was read.
struct ConnectionValue {
    QString key; ///< as the configuration file calls it: "host", "token"
    QString value; ///< empty for a secret
    QString source; ///< "DATABRICKS_HOST in the environment", "~/.databrickscfg, profile DEFAULT"
    bool secret = false;

    bool operator==(const ConnectionValue&) const = default;
};

/// A connection as lists show it: Spanglass's own, or one that was found. A value without secrets.
struct Connection {
    ConnectionSettings settings;
    ConnectionOrigin origin = ConnectionOrigin::Own;
    QString place; ///< the file or "environment"; empty for own ones
    QString addedFile; ///< the .env file it stands in, when somebody added it: what removeEnvFile() takes
    QList<ConnectionValue> values; ///< of found ones
    QList<CredentialKind> choices; ///< when more than one fits: somebody has to choose
    QStringList notes; ///< what may surprise, each a sentence
    std::optional<Error> problem; ///< why it cannot be used as it stands
};

} // namespace spanglass
