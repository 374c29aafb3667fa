#include "services/practice/sql/Engine.h"

#include "services/practice/sql/PracticeMacros.h"
#include "services/warehouse/DatabricksDialect.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

constexpr std::size_t IdleKept = 16;
constexpr int Megabytes = 1'024;

std::string wrapped(std::string_view name) {
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

} // namespace

std::string Engine::duckName(const std::string& fullName) {
    std::string out;
    std::size_t at = 0;
    while (at <= fullName.size()) {
        const std::size_t end = std::min(fullName.find('.', at), fullName.size());
        out += (at == 0 ? "" : ".") + wrapped((at == 0 ? "uc_" : "") + fullName.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

Engine::Engine(const QString& folder)
    : m_folder(QDir(folder).filePath(u"catalogs"_s)) { }

Result<std::unique_ptr<Engine>> Engine::open(const QString& folder, const Metastore& metastore) {
    auto engine = std::unique_ptr<Engine>(new Engine(folder));
    if (!QDir().mkpath(engine->m_folder))
        return failure(ErrorCode::NotAllowed, u"The folder %1 cannot be made."_s.arg(engine->m_folder));
    duck::Settings settings;
    settings.file = QDir(engine->m_folder).filePath(u"scratch.duckdb"_s);
    settings.memoryMegabytes = Megabytes;
    auto database = duck::Database::open(settings);
    if (!database)
        return std::unexpected(database.error());
    engine->m_database = *std::move(database);
    const auto connection = engine->m_database->connect();
    // Statements come from outside: they may see the catalogs' folder and no other file.
    const std::string inside = duck::quoted(engine->m_folder.toStdString() + '/');
    if (auto done = connection->executeScript("SET allowed_directories = [" + inside
            + "]; SET enable_external_access = false; SET checkpoint_threshold = '64MB'; SET TimeZone = 'UTC';");
        !done)
        return std::unexpected(done.error());
    for (const CatalogFact& catalog : metastore.catalogs()) {
        if (auto attached = engine->attach(catalog.name); !attached)
            return std::unexpected(attached.error());
        for (const SchemaFact& schema : metastore.schemas(catalog.name)) {
            if (auto made = connection->execute("CREATE SCHEMA IF NOT EXISTS " + duckName(schema.name)); !made)
                return std::unexpected(made.error());
        }
    }
    return engine;
}

Result<> Engine::attach(const std::string& catalog) {
    const QByteArray file = QByteArray::fromStdString(catalog).toPercentEncoding();
    const std::string path = QDir(m_folder).filePath(QString::fromLatin1(file) + u".duckdb"_s).toStdString();
    return m_database->connect()->execute(
        "ATTACH IF NOT EXISTS " + duck::quoted(path) + " AS " + duckName(catalog) + " (STORAGE_VERSION 'v1.4.0')");
}

Result<> Engine::detach(const std::string& catalog) {
    return m_database->connect()->execute("DETACH DATABASE IF EXISTS " + duckName(catalog));
}

Result<Engine::Line> Engine::line() {
    std::unique_ptr<duck::Connection> connection;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            connection = std::move(m_idle.back());
            m_idle.pop_back();
        }
    }
    if (!connection) {
        connection = m_database->connect();
        const std::string macros = std::string(dialectMacros()) + std::string(practiceMacros());
        if (auto made = connection->executeScript(macros); !made)
            return std::unexpected(made.error());
    }
    return Line(connection.release(), [this](duck::Connection* back) {
        std::unique_ptr<duck::Connection> owned(back);
        const std::scoped_lock lock(m_mutex);
        if (m_idle.size() < IdleKept)
            m_idle.push_back(std::move(owned));
    });
}

} // namespace spanglass::practice
