#include "services/auth/ConnectionBook.h"

#include "services/auth/BookFile.h"
#include "services/auth/EnvFile.h"
#include "services/auth/HostUrl.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The settings as they are kept, or what is wrong with them.
Result<ConnectionSettings> checked(ConnectionSettings settings) {
    settings.name = settings.name.simplified().left(200);
    if (settings.name.isEmpty())
        return failure(ErrorCode::BadInput, u"The connection has no name"_s, u"Give it one."_s);
    const auto noAddress = [&] {
        return failure(ErrorCode::BadInput, u"“%1” is no web address"_s.arg(settings.host.left(200)),
            u"Enter it as in the browser, such as https://adb-123.azuredatabricks.net."_s);
    };
    if (settings.kind == ConnectionKind::Databricks || settings.kind == ConnectionKind::Practice) {
        const auto host = cleanHost(settings.host);
        if (!host)
            return noAddress();
        adopt(*host, settings);
    } else {
        const auto endpoint = cleanEndpoint(settings.host);
        if (!endpoint)
            return noAddress();
        settings.host = *endpoint;
    }
    if (settings.credential != CredentialKind::None && !mayCarrySecrets(settings.host))
        return std::unexpected(signInError(SignInFault::InsecureHost, {.host = settings.host}));
    return settings;
}

} // namespace

ConnectionBook::ConnectionBook(BookPlaces places)
    : m_places(std::move(places)) { }

Result<> ConnectionBook::readOwn() {
    const auto file = BookFile::read(m_places.file);
    if (!file) {
        m_ownProblem = file.error();
        return std::unexpected(file.error());
    }
    m_ownProblem.reset();
    m_own = file->own;
    m_choices = file->choices;
    m_envFiles = file->envFiles;
    return {};
}

Result<> ConnectionBook::read() {
    m_connections.clear();
    m_foundSecrets.clear();
    Result<> outcome = readOwn();
    for (const ConnectionSettings& settings : m_own) {
        Connection own;
        own.settings = settings;
        m_connections += own;
    }
    auto config = DatabricksConfig::load(DatabricksConfig::defaultPath(m_places.environment));
    m_config = config ? std::move(*config) : DatabricksConfig();
    if (!config && outcome)
        outcome = std::unexpected(config.error());
    readProfiles();
    const NamedEnvironment environment{m_places.environment, u"the environment"_s};
    for (FoundVariables& found : connectionsIn(environment, *m_config, u"environment"_s))
        add(std::move(found), ConnectionOrigin::Environment, u"the environment"_s);
    QStringList envFiles = m_envFiles;
    if (!m_places.folder.isEmpty() && QFileInfo::exists(m_places.folder + u"/.env"_s))
        envFiles += QFileInfo(m_places.folder + u"/.env"_s).absoluteFilePath();
    envFiles.removeDuplicates();
    for (const QString& path : envFiles)
        readEnvFile(path);
    return outcome;
}

void ConnectionBook::readProfiles() {
    for (const QString& profile : m_config->profiles()) {
        const FoundSettings settings = profileSettings(*m_config, profile);
        FoundVariables found{connectionOf(settings), settings};
        found.connection.settings.id = u"profile:"_s + profile;
        found.connection.settings.name = profile;
        if (m_places.environment.contains(u"DATABRICKS_HOST"_s))
            found.connection.notes
                += u"DATABRICKS_HOST is set in the environment; it does not count for a profile that is chosen here."_s;
        add(std::move(found), ConnectionOrigin::Profile, QDir::toNativeSeparators(m_config->path()));
    }
}

void ConnectionBook::readEnvFile(const QString& path) {
    const QString shown = QDir::toNativeSeparators(path);
    const auto file = EnvFile::read(path, m_places.environment);
    if (!file) {
        Connection broken;
        broken.settings.id = u"file:"_s + path;
        broken.settings.name = QFileInfo(path).fileName();
        broken.origin = ConnectionOrigin::EnvFile;
        broken.place = shown;
        broken.addedFile = m_envFiles.contains(path) ? path : QString();
        broken.problem = file.error();
        m_connections += broken;
        return;
    }
    for (FoundVariables& found : connectionsIn({file->values, shown}, *m_config, u"file:"_s + path)) {
        for (const EnvFile::Problem& problem : file->problems)
            found.connection.notes += u"Line %1 of the file: %2."_s.arg(QString::number(problem.line), problem.message);
        found.connection.addedFile = m_envFiles.contains(path) ? path : QString();
        add(std::move(found), ConnectionOrigin::EnvFile, shown);
    }
}

void ConnectionBook::add(FoundVariables found, ConnectionOrigin origin, const QString& place) {
    Connection& connection = found.connection;
    connection.origin = origin;
    connection.place = place;
    const auto choice = m_choices.find(connection.settings.id);
    if (choice != m_choices.end() && connection.choices.contains(*choice)) {
        connection.settings.credential = *choice;
        connection.problem.reset();
    }
    m_foundSecrets.insert(connection.settings.id, secretOf(found.values, connection.settings.credential));
    m_connections += connection;
}

Result<Connection> ConnectionBook::find(const QString& name) const {
    const auto matching = [&](auto predicate) { return std::ranges::find_if(m_connections, predicate); };
    auto at = matching([&](const Connection& one) { return one.settings.id == name; });
    if (at == m_connections.end())
        at = matching(
            [&](const Connection& one) { return one.origin == ConnectionOrigin::Own && one.settings.name == name; });
    if (at == m_connections.end())
        at = matching([&](const Connection& one) {
            return one.origin == ConnectionOrigin::Profile && one.settings.name == name;
        });
    if (at != m_connections.end())
        return *at;
    QStringList names;
    for (const Connection& one : m_connections)
        names += one.settings.name;
    return failure(ErrorCode::NotFound, u"There is no connection or profile “%1”"_s.arg(name.left(200)),
        names.isEmpty() ? u"Add one in the window, or a profile to ~/.databrickscfg."_s
                        : u"There are: %1."_s.arg(names.join(", "_L1)));
}

Secret ConnectionBook::foundSecret(const Connection& connection) const {
    return m_foundSecrets.value(connection.settings.id);
}

Result<> ConnectionBook::writeOwn() {
    if (m_ownProblem)
        return std::unexpected(*m_ownProblem);
    const BookFile file{m_own, m_choices, m_envFiles};
    if (const auto written = file.write(m_places.file); !written) {
        // What is shown must be what is kept.
        if (const auto reread = read(); !reread)
            return reread;
        return written;
    }
    return read();
}

Result<QString> ConnectionBook::save(ConnectionSettings settings) {
    auto kept = checked(std::move(settings));
    if (!kept)
        return std::unexpected(kept.error());
    if (const auto fresh = readOwn(); !fresh) // another window may have changed it
        return std::unexpected(fresh.error());
    const auto sameName = std::ranges::any_of(
        m_own, [&](const ConnectionSettings& one) { return one.name == kept->name && one.id != kept->id; });
    if (sameName)
        return failure(
            ErrorCode::Conflict, u"There is a connection “%1” already"_s.arg(kept->name), u"Choose another name."_s);
    if (kept->id.isEmpty())
        kept->id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto at = std::ranges::find(m_own, kept->id, &ConnectionSettings::id);
    if (at != m_own.end())
        *at = *kept;
    else
        m_own += *kept;
    if (const auto written = writeOwn(); !written)
        return std::unexpected(written.error());
    return kept->id;
}

Result<> ConnectionBook::remove(const QString& id) {
    if (const auto fresh = readOwn(); !fresh)
        return fresh;
    if (m_own.removeIf([&](const ConnectionSettings& one) { return one.id == id; }) == 0)
        return failure(ErrorCode::NotFound, u"The connection is not there any more"_s, {});
    return writeOwn();
}

Result<> ConnectionBook::choose(const QString& id, CredentialKind credential) {
    if (const auto fresh = readOwn(); !fresh)
        return fresh;
    m_choices.insert(id, credential);
    return writeOwn();
}

Result<> ConnectionBook::addEnvFile(const QString& path) {
    if (const auto file = EnvFile::read(path, m_places.environment); !file)
        return std::unexpected(file.error());
    if (const auto fresh = readOwn(); !fresh)
        return fresh;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (!m_envFiles.contains(absolute))
        m_envFiles += absolute;
    return writeOwn();
}

Result<> ConnectionBook::removeEnvFile(const QString& path) {
    if (const auto fresh = readOwn(); !fresh)
        return fresh;
    m_envFiles.removeAll(path);
    return writeOwn();
}

Result<> ConnectionBook::writeProfile(const QString& id, const QString& profile) {
    const auto own = std::ranges::find(m_own, id, &ConnectionSettings::id);
    if (own == m_own.end() || own->kind != ConnectionKind::Databricks)
        return failure(ErrorCode::NotFound, u"Only one's own connection to a workspace can become a profile"_s, {});
    auto config = DatabricksConfig::load(DatabricksConfig::defaultPath(m_places.environment));
    if (!config)
        return std::unexpected(config.error());
    if (const auto host = config->document().value(profile, u"host"_s); host && !host->isEmpty()) {
        const auto clean = cleanHost(*host);
        if (!clean || clean->host != own->host)
            return failure(ErrorCode::Conflict, u"The profile “%1” is for %2"_s.arg(profile, *host),
                u"Choose another name; a token that stands there must not go to another host."_s);
    }
    for (const auto& [key, value] : profileValues(*own)) {
        if (!config->setValue(profile, key, value))
            return failure(ErrorCode::BadInput, u"“%1” cannot be written as a profile"_s.arg(profile.left(200)),
                u"Choose a name of letters, digits, dots and dashes."_s);
    }
    if (const auto saved = config->save(); !saved)
        return saved;
    return read();
}

} // namespace spanglass
