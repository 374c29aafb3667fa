#include "services/practice/catalog/CatalogApi.h"

#include "services/practice/catalog/SparkType.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"
#include "services/practice/sql/StatementRunner.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

namespace spanglass::practice {

namespace {

using nlohmann::json;
using Kind = Securable::Kind;

constexpr const char* Base = "/api/2.1/unity-catalog";
constexpr const char* MetastoreId = "0d0c0b0a-0000-4000-8000-000000000001";

/// One page of what is listed; max_results 0 or absent: all that the server likes to give.
ApiReply page(const ApiCall& call, const char* key, const json& all) {
    const std::int64_t asked = call.askedNumber("max_results", 0);
    const std::size_t first
        = static_cast<std::size_t>(std::min<std::int64_t>(call.askedNumber("page_token", 0), std::ssize(all)));
    const std::size_t count = asked == 0 ? all.size() - first : std::min<std::size_t>(asked, all.size() - first);
    auto items = json::array();
    for (std::size_t i = first; i < first + count; ++i)
        items.push_back(all[i]);
    json out{{key, items}};
    if (first + count < all.size())
        out["next_page_token"] = std::to_string(first + count);
    return ApiReply::json(out);
}

/// SQL's LIKE, as the summaries' patterns are.
bool fits(const std::string& pattern, const std::string& name) {
    if (pattern.empty())
        return true;
    QString expression = QRegularExpression::escape(QString::fromStdString(pattern));
    expression.replace(QLatin1Char('%'), QLatin1String(".*")).replace(QLatin1Char('_'), QLatin1Char('.'));
    expression.replace(QLatin1String("\\.*"), QLatin1String(".*"));
    return QRegularExpression(QRegularExpression::anchoredPattern(expression))
        .match(QString::fromStdString(name))
        .hasMatch();
}

json columnJson(const ColumnFact& fact, std::size_t position) {
    const auto type = SparkType::parse(fact.type);
    json out{{"name", fact.name}, {"type_text", fact.type}, {"type_name", type ? type->name() : "STRING"},
        {"position", position}, {"nullable", fact.nullable}};
    out["type_json"] = json{{"name", fact.name}, {"type", type ? type->json() : json(fact.type)},
        {"nullable", fact.nullable}, {"metadata", json::object()}}
                           .dump();
    if (!fact.comment.empty())
        out["comment"] = fact.comment;
    return out;
}

} // namespace

CatalogApi::CatalogApi(ApiRouter& router, const Metastore& metastore, const Rights& rights, StatementRunner& runner)
    : m_metastore(metastore)
    , m_rights(rights)
    , m_runner(runner) {
    addCatalogs(router);
    addSchemas(router);
    addTables(router);
    addMetastore(router);
}

json CatalogApi::json(const CatalogFact& fact) const {
    nlohmann::json out{{"name", fact.name}, {"full_name", fact.name}, {"owner", fact.owner}, {"comment", fact.comment},
        {"catalog_type", fact.kind}, {"isolation_mode", "OPEN"}, {"metastore_id", MetastoreId},
        {"securable_type", "CATALOG"}, {"created_at", fact.created}, {"updated_at", fact.created}};
    if (!fact.storageRoot.empty()) {
        out["storage_root"] = fact.storageRoot;
        out["storage_location"] = fact.storageRoot + "/__unitystorage";
    }
    return out;
}

json CatalogApi::json(const SchemaFact& fact) const {
    const auto parts = Securable{Kind::Schema, fact.name}.parts();
    return {{"name", parts[1]}, {"catalog_name", parts[0]}, {"full_name", fact.name}, {"owner", fact.owner},
        {"comment", fact.comment}, {"metastore_id", MetastoreId}, {"created_at", fact.created},
        {"updated_at", fact.created}, {"catalog_type", "MANAGED_CATALOG"}};
}

json CatalogApi::json(const TableFact& fact) const {
    const auto parts = Securable{Kind::Table, fact.name}.parts();
    auto columns = nlohmann::json::array();
    for (const ColumnFact& each : fact.columns)
        columns.push_back(columnJson(each, columns.size()));
    nlohmann::json out{{"name", parts[2]}, {"schema_name", parts[1]}, {"catalog_name", parts[0]},
        {"full_name", fact.name}, {"table_type", fact.kind}, {"owner", fact.owner}, {"comment", fact.comment},
        {"columns", columns}, {"properties", fact.properties}, {"table_id", fact.id}, {"metastore_id", MetastoreId},
        {"created_at", fact.created}, {"updated_at", fact.updated}};
    if (fact.kind == "VIEW") {
        out["view_definition"] = fact.viewText;
    } else {
        const auto catalog = m_metastore.catalog(parts[0]);
        out["data_source_format"] = "DELTA";
        out["storage_location"]
            = (catalog && !catalog->storageRoot.empty() ? catalog->storageRoot : "s3://default-storage")
            + "/__unitystorage/tables/" + fact.id;
    }
    return out;
}

void CatalogApi::demandSeen(const ApiCall& call, const Securable& what) const {
    if (m_metastore.exists(what) && m_rights.sees(call.caller.principal, what))
        return;
    const std::string kind(what.kindName());
    failNotFound(kind.substr(0, 1) + lowerName(kind.substr(1)) + " '" + what.name + "' does not exist.",
        kind + "_DOES_NOT_EXIST");
}

/// By SQL, so that both ways make the same and ask for the same rights.
void CatalogApi::run(const ApiCall& call, const std::string& sql) {
    StatementJob job;
    job.sql = sql;
    job.who = call.caller.principal;
    job.isStopped = [] { return false; };
    job.working = [](duck::Connection*) {};
    try {
        m_runner.run(job);
    } catch (const StatementFailure& failure) {
        if (failure.sqlState == "42501")
            failDenied(failure.message);
        if (failure.sqlState == "42P07")
            failConflict(failure.message, "ALREADY_EXISTS");
        if (failure.sqlState == "42704" || failure.sqlState == "42P01")
            failNotFound(failure.message, "NOT_FOUND");
        failBadInput(failure.message);
    }
}

void CatalogApi::addCatalogs(ApiRouter& router) {
    const std::string path = std::string(Base) + "/catalogs";
    router.add("GET", path, [this](const ApiCall& call) {
        auto all = nlohmann::json::array();
        for (const CatalogFact& each : m_metastore.catalogs()) {
            if (m_rights.sees(call.caller.principal, Securable::catalog(each.name)))
                all.push_back(json(each));
        }
        return page(call, "catalogs", all);
    });
    router.add("GET", path + "/{name}", [this](const ApiCall& call) {
        const Securable what = Securable::catalog(call.at("name"));
        demandSeen(call, what);
        return ApiReply::json(json(*m_metastore.catalog(what.name)));
    });
    router.add("POST", path, [this](const ApiCall& call) {
        const auto body = call.json();
        const std::string name = body.at("name").get<std::string>();
        run(call, "CREATE CATALOG " + backtickedPart(name) + " COMMENT " + sqlLiteral(body.value("comment", "")));
        return ApiReply::json(json(*m_metastore.catalog(lowerName(name))));
    });
    router.add("DELETE", path + "/{name}", [this](const ApiCall& call) {
        demandSeen(call, Securable::catalog(call.at("name")));
        run(call,
            "DROP CATALOG " + backtickedPart(call.at("name")) + (call.asked("force") == "true" ? " CASCADE" : ""));
        return ApiReply::empty();
    });
}

void CatalogApi::addSchemas(ApiRouter& router) {
    const std::string path = std::string(Base) + "/schemas";
    router.add("GET", path, [this](const ApiCall& call) {
        const Securable catalog = Securable::catalog(call.asked("catalog_name").value_or(""));
        demandSeen(call, catalog);
        auto all = nlohmann::json::array();
        for (const SchemaFact& each : m_metastore.schemas(catalog.name)) {
            if (m_rights.sees(call.caller.principal, {Kind::Schema, each.name}))
                all.push_back(json(each));
        }
        return page(call, "schemas", all);
    });
    router.add("GET", path + "/{name}", [this](const ApiCall& call) {
        const Securable what{Kind::Schema, lowerName(call.at("name"))};
        demandSeen(call, what);
        return ApiReply::json(json(*m_metastore.schema(what.name)));
    });
    router.add("POST", path, [this](const ApiCall& call) {
        const auto body = call.json();
        const Securable what
            = Securable::schema(body.at("catalog_name").get<std::string>(), body.at("name").get<std::string>());
        run(call, "CREATE SCHEMA " + backticked(what.name) + " COMMENT " + sqlLiteral(body.value("comment", "")));
        return ApiReply::json(json(*m_metastore.schema(what.name)));
    });
    router.add("DELETE", path + "/{name}", [this](const ApiCall& call) {
        const Securable what{Kind::Schema, lowerName(call.at("name"))};
        demandSeen(call, what);
        run(call, "DROP SCHEMA " + backticked(what.name) + (call.asked("force") == "true" ? " CASCADE" : ""));
        return ApiReply::empty();
    });
}

ApiReply CatalogApi::tables(const ApiCall& call) const {
    const Securable schema
        = Securable::schema(call.asked("catalog_name").value_or(""), call.asked("schema_name").value_or(""));
    demandSeen(call, schema);
    auto all = nlohmann::json::array();
    for (const TableFact& each : m_metastore.tables(schema.name)) {
        if (!m_rights.sees(call.caller.principal, {Kind::Table, each.name}))
            continue;
        all.push_back(json(each));
        if (call.asked("omit_columns") == "true")
            all.back().erase("columns");
        if (call.asked("omit_properties") == "true")
            all.back().erase("properties");
    }
    return page(call, "tables", all);
}

ApiReply CatalogApi::summaries(const ApiCall& call) const {
    const Securable catalog = Securable::catalog(call.asked("catalog_name").value_or(""));
    demandSeen(call, catalog);
    const std::string schemaPattern = lowerName(call.asked("schema_name_pattern").value_or(""));
    const std::string tablePattern = lowerName(call.asked("table_name_pattern").value_or(""));
    auto all = nlohmann::json::array();
    for (const SchemaFact& schema : m_metastore.schemas(catalog.name)) {
        for (const TableFact& each : m_metastore.tables(schema.name)) {
            const Securable what{Kind::Table, each.name};
            const auto parts = what.parts();
            if (fits(schemaPattern, parts[1]) && fits(tablePattern, parts[2])
                && m_rights.sees(call.caller.principal, what))
                all.push_back({{"full_name", each.name}, {"table_type", each.kind}});
        }
    }
    return page(call, "tables", all);
}

void CatalogApi::addTables(ApiRouter& router) {
    const std::string path = std::string(Base) + "/tables";
    router.add("GET", path, [this](const ApiCall& call) { return tables(call); });
    router.add("GET", std::string(Base) + "/table-summaries", [this](const ApiCall& call) { return summaries(call); });
    router.add("GET", path + "/{name}", [this](const ApiCall& call) {
        const Securable what{Kind::Table, lowerName(call.at("name"))};
        demandSeen(call, what);
        return ApiReply::json(json(*m_metastore.table(what.name)));
    });
    router.add("GET", path + "/{name}/exists", [this](const ApiCall& call) {
        const Securable what{Kind::Table, lowerName(call.at("name"))};
        const bool there = m_metastore.exists(what) && m_rights.sees(call.caller.principal, what);
        return ApiReply::json({{"table_exists", there}});
    });
    router.add("DELETE", path + "/{name}", [this](const ApiCall& call) {
        const Securable what{Kind::Table, lowerName(call.at("name"))};
        demandSeen(call, what);
        const bool view = m_metastore.table(what.name)->kind == "VIEW";
        run(call, (view ? "DROP VIEW " : "DROP TABLE ") + backticked(what.name));
        return ApiReply::empty();
    });
}

void CatalogApi::addMetastore(ApiRouter& router) {
    router.add("GET", std::string(Base) + "/metastore_summary", [](const ApiCall&) {
        return ApiReply::json({{"metastore_id", MetastoreId}, {"name", "practice"}, {"cloud", "aws"},
            {"region", "us-east-1"}, {"global_metastore_id", std::string("aws:us-east-1:") + MetastoreId},
            {"privilege_model_version", "1.0"}, {"owner", "admins"}});
    });
    router.add("GET", std::string(Base) + "/current-metastore-assignment", [](const ApiCall&) {
        return ApiReply::json(
            {{"metastore_id", MetastoreId}, {"workspace_id", 4'823'917'000'000'000}, {"default_catalog_name", "main"}});
    });
    for (const char* kind : {"external-locations", "storage-credentials"}) {
        router.add("GET", std::string(Base) + '/' + kind, [](const ApiCall&) -> ApiReply {
            failDenied("User does not have the privileges to list these in the metastore.");
        });
    }
}

} // namespace spanglass::practice
