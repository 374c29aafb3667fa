#include "services/practice/sql/InformationSchema.h"

#include "services/practice/catalog/SparkType.h"
#include "services/practice/sql/StatementFailure.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

namespace {

using nlohmann::json;

/// Reads the facts of one catalog, or of all for `system`, as rows of one of the tables.
class Reader {
public:
    Reader(std::string catalog, const Principal& who, const Metastore& metastore, const Rights& rights)
        : m_catalog(std::move(catalog))
        , m_who(who)
        , m_metastore(metastore)
        , m_rights(rights) { }

    json catalogs() const;
    json schemata() const;
    json tables() const;
    json columns() const;
    json views() const;
    json privileges(Securable::Kind kind) const;

private:
    std::vector<CatalogFact> seenCatalogs() const;
    std::vector<SchemaFact> seenSchemas() const;
    std::vector<TableFact> seenTables() const;
    void addPrivileges(json& rows, const Securable& on) const;

    const std::string m_catalog;
    const Principal& m_who;
    const Metastore& m_metastore;
    const Rights& m_rights;
};

json place(const std::string& fullName) {
    const auto parts = Securable{Securable::Kind::Table, fullName}.parts();
    json row{{"table_catalog", parts[0]}};
    if (parts.size() > 1)
        row["table_schema"] = parts[1];
    if (parts.size() > 2)
        row["table_name"] = parts[2];
    return row;
}

std::vector<CatalogFact> Reader::seenCatalogs() const {
    std::vector<CatalogFact> seen;
    for (CatalogFact& each : m_metastore.catalogs()) {
        if ((m_catalog == "system" || m_catalog == each.name) && m_rights.sees(m_who, Securable::catalog(each.name)))
            seen.push_back(std::move(each));
    }
    return seen;
}

std::vector<SchemaFact> Reader::seenSchemas() const {
    std::vector<SchemaFact> seen;
    for (const CatalogFact& catalog : seenCatalogs()) {
        for (SchemaFact& each : m_metastore.schemas(catalog.name)) {
            if (m_rights.sees(m_who, {Securable::Kind::Schema, each.name}))
                seen.push_back(std::move(each));
        }
    }
    return seen;
}

std::vector<TableFact> Reader::seenTables() const {
    std::vector<TableFact> seen;
    for (const SchemaFact& schema : seenSchemas()) {
        for (TableFact& each : m_metastore.tables(schema.name)) {
            if (m_rights.sees(m_who, {Securable::Kind::Table, each.name}))
                seen.push_back(std::move(each));
        }
    }
    return seen;
}

json Reader::catalogs() const {
    auto rows = json::array();
    for (const CatalogFact& each : seenCatalogs())
        rows.push_back({{"catalog_name", each.name}, {"catalog_owner", each.owner}, {"comment", each.comment}});
    return rows;
}

json Reader::schemata() const {
    auto rows = json::array();
    for (const SchemaFact& each : seenSchemas()) {
        const auto parts = Securable{Securable::Kind::Schema, each.name}.parts();
        rows.push_back({{"catalog_name", parts[0]}, {"schema_name", parts[1]}, {"schema_owner", each.owner},
            {"comment", each.comment}});
    }
    return rows;
}

json Reader::tables() const {
    auto rows = json::array();
    for (const TableFact& each : seenTables()) {
        json row = place(each.name);
        row["table_type"] = each.kind;
        row["table_owner"] = each.owner;
        row["comment"] = each.comment;
        row["data_source_format"] = each.kind == "VIEW" ? "UNKNOWN_DATA_SOURCE_FORMAT" : "DELTA";
        rows.push_back(std::move(row));
    }
    return rows;
}

json Reader::columns() const {
    auto rows = json::array();
    for (const TableFact& table : seenTables()) {
        int position = 0;
        for (const ColumnFact& each : table.columns) {
            const auto type = SparkType::parse(each.type);
            json row = place(table.name);
            row["column_name"] = each.name;
            row["ordinal_position"] = position++;
            row["is_nullable"] = each.nullable ? "YES" : "NO";
            row["full_data_type"] = each.type;
            row["data_type"] = type ? type->name() : each.type;
            row["comment"] = each.comment;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

json Reader::views() const {
    auto rows = json::array();
    for (const TableFact& each : seenTables()) {
        if (each.kind != "VIEW")
            continue;
        json row = place(each.name);
        row["view_definition"] = each.viewText;
        rows.push_back(std::move(row));
    }
    return rows;
}

void Reader::addPrivileges(json& rows, const Securable& on) const {
    for (const auto& [principal, held] : m_rights.effective(on)) {
        for (const auto& each : held) {
            json row = place(on.name);
            row["grantee"] = principal;
            row["privilege_type"] = each.privilege;
            row["inherited_from"] = each.from == on ? "NONE" : std::string(each.from.kindName());
            rows.push_back(std::move(row));
        }
    }
}

json Reader::privileges(Securable::Kind kind) const {
    auto rows = json::array();
    if (kind == Securable::Kind::Catalog) {
        for (const CatalogFact& each : seenCatalogs())
            addPrivileges(rows, Securable::catalog(each.name));
    } else if (kind == Securable::Kind::Schema) {
        for (const SchemaFact& each : seenSchemas())
            addPrivileges(rows, {kind, each.name});
    } else {
        for (const TableFact& each : seenTables())
            addPrivileges(rows, {kind, each.name});
    }
    return rows;
}

struct View {
    std::string_view name;
    std::string_view columns; ///< as DuckDB's JSON reader wants the structure
    json (*rows)(const Reader&);
};
const View Views[]{
    {"catalogs", R"("catalog_name":"VARCHAR","catalog_owner":"VARCHAR","comment":"VARCHAR")",
        [](const Reader& reader) { return reader.catalogs(); }},
    {"schemata", R"("catalog_name":"VARCHAR","schema_name":"VARCHAR","schema_owner":"VARCHAR","comment":"VARCHAR")",
        [](const Reader& reader) { return reader.schemata(); }},
    {"tables",
        R"("table_catalog":"VARCHAR","table_schema":"VARCHAR","table_name":"VARCHAR","table_type":"VARCHAR","table_owner":"VARCHAR","comment":"VARCHAR","data_source_format":"VARCHAR")",
        [](const Reader& reader) { return reader.tables(); }},
    {"columns",
        R"("table_catalog":"VARCHAR","table_schema":"VARCHAR","table_name":"VARCHAR","column_name":"VARCHAR","ordinal_position":"INTEGER","is_nullable":"VARCHAR","full_data_type":"VARCHAR","data_type":"VARCHAR","comment":"VARCHAR")",
        [](const Reader& reader) { return reader.columns(); }},
    {"views",
        R"("table_catalog":"VARCHAR","table_schema":"VARCHAR","table_name":"VARCHAR","view_definition":"VARCHAR")",
        [](const Reader& reader) { return reader.views(); }},
    {"table_privileges",
        R"("grantee":"VARCHAR","table_catalog":"VARCHAR","table_schema":"VARCHAR","table_name":"VARCHAR","privilege_type":"VARCHAR","inherited_from":"VARCHAR")",
        [](const Reader& reader) { return reader.privileges(Securable::Kind::Table); }},
    {"schema_privileges",
        R"("grantee":"VARCHAR","table_catalog":"VARCHAR","table_schema":"VARCHAR","privilege_type":"VARCHAR","inherited_from":"VARCHAR")",
        [](const Reader& reader) { return reader.privileges(Securable::Kind::Schema); }},
    {"catalog_privileges",
        R"("grantee":"VARCHAR","table_catalog":"VARCHAR","privilege_type":"VARCHAR","inherited_from":"VARCHAR")",
        [](const Reader& reader) { return reader.privileges(Securable::Kind::Catalog); }},
};

} // namespace

bool isInformationSchema(const Securable& table) { return table.parts()[1] == "information_schema"; }

std::string informationTable(const Securable& table) { return "uc information " + table.name; }

void makeInformationTable(const Securable& table, const Principal& who, const Metastore& metastore,
    const Rights& rights, duck::Connection& line) {
    const auto parts = table.parts();
    for (const View& view : Views) {
        if (view.name != parts[2])
            continue;
        const json rows = view.rows(Reader(parts[0], who, metastore, rights));
        auto made = line.execute("CREATE OR REPLACE TEMP TABLE \"" + informationTable(table)
            + "\" AS SELECT unnest(from_json(" + duck::quoted(rows.dump()) + ", '[{" + std::string(view.columns)
            + "}]'), recursive := true)");
        if (!made)
            throw inDatabricksWords(made.error());
        return;
    }
    failUnsupported("information_schema." + parts[2]);
}

} // namespace spanglass::practice
