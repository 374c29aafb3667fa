#pragma once

#include "services/auth/FoundVariables.h"
#include "services/core/Connection.h"
#include "services/core/Secret.h"

#include <QHash>

namespace spanglass {

/// Where connections are looked for.
struct BookPlaces {
    QString file; ///< Spanglass's own, JSON
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QString folder; ///< whose .env file counts; empty for none
};

/// Spanglass's own connections, and those found in the Databricks configuration, in variables and in .env files. Own
/// ones are kept without secrets, in a file that is replaced at once. One thread at a time; blocks for small files.
class ConnectionBook {
public:
    explicit ConnectionBook(BookPlaces places);

    /// Reads every place again. Errors: Damaged or TooNew (own file; found ones are there all the same, and saving is
    /// refused), NotAllowed.
    Result<> read();

    const QList<Connection>& connections() const { return m_connections; }
    /// By id, then by the name of an own one, then by the name of a Databricks profile. Error: NotFound, which names
    /// those that there are.
    Result<Connection> find(const QString& name) const;
    /// What a found connection's token, client secret or password is. Empty for own ones.
    Secret foundSecret(const Connection& connection) const;

    /// Gives the id. Errors: BadInput, Conflict (another has the name), those of read().
    Result<QString> save(ConnectionSettings settings);
    Result<> remove(const QString& id);
    Result<> choose(const QString& id, CredentialKind credential);
    Result<> addEnvFile(const QString& path);
    Result<> removeEnvFile(const QString& path);
    /// Writes an own Databricks connection as a profile of the Databricks configuration, without its secret; other keys
    /// of the profile stay. Errors: NotFound; BadInput for a name that cannot stand there; Conflict for a profile of
    /// another host; those of DatabricksConfig::save().
    Result<> writeProfile(const QString& id, const QString& profile);

private:
    Result<> readOwn();
    Result<> writeOwn();
    void readProfiles();
    void readEnvFile(const QString& path);
    void add(FoundVariables found, ConnectionOrigin origin, const QString& place);

    const BookPlaces m_places;
    std::optional<DatabricksConfig> m_config;
    std::optional<Error> m_ownProblem;
    QList<ConnectionSettings> m_own;
    QHash<QString, CredentialKind> m_choices; ///< by id of the found connection
    QStringList m_envFiles;
    QList<Connection> m_connections;
    QHash<QString, Secret> m_foundSecrets; ///< by id
};

} // namespace spanglass
