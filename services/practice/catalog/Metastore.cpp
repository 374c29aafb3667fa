#include "services/practice/catalog/Metastore.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

// In the namespace of the values, where the JSON library looks for them.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ColumnFact, name, type, nullable, comment)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    TableFact, name, kind, owner, comment, viewText, columns, properties, id, created, updated)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SchemaFact, name, owner, comment, created)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CatalogFact, name, kind, owner, comment, storageRoot, created)

namespace {

std::int64_t now() { return QDateTime::currentMSecsSinceEpoch(); }

bool liesIn(const std::string& name, const std::string& parent) {
    return name == parent || (name.starts_with(parent) && name[parent.size()] == '.');
}

template <class Fact> std::vector<Fact> inside(const std::map<std::string, Fact>& all, const std::string& parent) {
    std::vector<Fact> found;
    for (const auto& [name, fact] : all) {
        if (liesIn(name, parent))
            found.push_back(fact);
    }
    return found;
}

template <class Fact> std::optional<Fact> at(const std::map<std::string, Fact>& all, const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

Metastore::Metastore(const QString& folder)
    : m_file(folder, u"catalog.json"_s) { }

Result<std::unique_ptr<Metastore>> Metastore::open(const QString& folder, const std::string& firstOwner) {
    auto store = std::unique_ptr<Metastore>(new Metastore(folder));
    const auto state = store->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    try {
        if (state->is_null())
            store->invent(firstOwner);
        else
            store->read(*state);
    } catch (const nlohmann::json::exception&) {
        return failure(ErrorCode::Damaged, u"%1 does not hold a catalog."_s.arg(store->m_file.path()),
            u"Delete it to begin anew, or name another data folder."_s);
    }
    return store;
}

/// A catalog to work in, and two of the kinds that traces cannot go into.
void Metastore::invent(const std::string& owner) {
    m_catalogs["main"]
        = {"main", "MANAGED_CATALOG", owner, "A catalog with storage of its own", "s3://practice-bucket/main", now()};
    m_catalogs["workspace"] = {"workspace", "MANAGED_CATALOG", owner, "A catalog on default storage", "", now()};
    m_catalogs["samples"] = {"samples", "DELTASHARING_CATALOG", owner, "A shared catalog, read only", "", now()};
    for (const char* name : {"main.default", "workspace.default"})
        m_schemas[name] = {name, owner, "", now()};
}

void Metastore::read(const nlohmann::json& state) {
    state.at("catalogs").get_to(m_catalogs);
    state.at("schemas").get_to(m_schemas);
    state.at("tables").get_to(m_tables);
}

void Metastore::save() const { m_file.save({{"catalogs", m_catalogs}, {"schemas", m_schemas}, {"tables", m_tables}}); }

std::vector<CatalogFact> Metastore::catalogs() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<CatalogFact> all;
    for (const auto& [name, fact] : m_catalogs)
        all.push_back(fact);
    return all;
}

std::vector<SchemaFact> Metastore::schemas(const std::string& catalog) const {
    const std::scoped_lock lock(m_mutex);
    return inside(m_schemas, catalog);
}

std::vector<TableFact> Metastore::tables(const std::string& schema) const {
    const std::scoped_lock lock(m_mutex);
    return inside(m_tables, schema);
}

std::optional<CatalogFact> Metastore::catalog(const std::string& name) const {
    const std::scoped_lock lock(m_mutex);
    return at(m_catalogs, name);
}

std::optional<SchemaFact> Metastore::schema(const std::string& name) const {
    const std::scoped_lock lock(m_mutex);
    return at(m_schemas, name);
}

std::optional<TableFact> Metastore::table(const std::string& name) const {
    const std::scoped_lock lock(m_mutex);
    return at(m_tables, name);
}

bool Metastore::exists(const Securable& securable) const { return !ownerOf(securable).empty(); }

std::string Metastore::ownerOf(const Securable& securable) const {
    const std::scoped_lock lock(m_mutex);
    switch (securable.kind) {
    case Securable::Kind::Metastore:
        return "admins";
    case Securable::Kind::Catalog:
        return at(m_catalogs, securable.name).value_or(CatalogFact()).owner;
    case Securable::Kind::Schema:
        return at(m_schemas, securable.name).value_or(SchemaFact()).owner;
    case Securable::Kind::Table:
        return at(m_tables, securable.name).value_or(TableFact()).owner;
    }
    return {};
}

void Metastore::put(CatalogFact fact) {
    const std::scoped_lock lock(m_mutex);
    if (fact.created == 0)
        fact.created = now();
    m_catalogs[fact.name] = std::move(fact);
    save();
}

void Metastore::put(SchemaFact fact) {
    const std::scoped_lock lock(m_mutex);
    if (fact.created == 0)
        fact.created = now();
    m_schemas[fact.name] = std::move(fact);
    save();
}

void Metastore::put(TableFact fact) {
    const std::scoped_lock lock(m_mutex);
    fact.updated = now();
    if (fact.created == 0)
        fact.created = fact.updated;
    if (fact.id.empty())
        fact.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_tables[fact.name] = std::move(fact);
    save();
}

void Metastore::setOwner(const Securable& securable, const std::string& owner) {
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_catalogs.find(securable.name); found != m_catalogs.end())
        found->second.owner = owner;
    if (const auto found = m_schemas.find(securable.name); found != m_schemas.end())
        found->second.owner = owner;
    if (const auto found = m_tables.find(securable.name); found != m_tables.end())
        found->second.owner = owner;
    save();
}

void Metastore::remove(const Securable& securable) {
    const std::scoped_lock lock(m_mutex);
    const auto gone = [&](const auto& entry) { return liesIn(entry.first, securable.name); };
    std::erase_if(m_catalogs, gone);
    std::erase_if(m_schemas, gone);
    std::erase_if(m_tables, gone);
    save();
}

} // namespace spanglass::practice
