#pragma once

#include "services/practice/StateFile.h"
#include "services/practice/catalog/Securable.h"

#include <map>
#include <mutex>
#include <optional>

namespace spanglass::practice {

struct ColumnFact {
    std::string name;
    std::string type; ///< in Spark's words, lower case: "map<string,string>"
    bool nullable = true;
    std::string comment;
};

struct TableFact {
    std::string name; ///< "main.default.t"
    std::string kind = "MANAGED"; ///< or "VIEW"
    std::string owner;
    std::string comment;
    std::string viewText; ///< of a view
    std::vector<ColumnFact> columns;
    std::map<std::string, std::string> properties;
    std::string id;
    std::int64_t created = 0; ///< Unix milliseconds
    std::int64_t updated = 0;
};

struct SchemaFact {
    std::string name; ///< "main.default"
    std::string owner;
    std::string comment;
    std::int64_t created = 0;
};

struct CatalogFact {
    std::string name;
    std::string kind = "MANAGED_CATALOG";
    std::string owner;
    std::string comment;
    std::string storageRoot; ///< empty: default storage, which traces are refused in
    std::int64_t created = 0;
};

/// What Unity Catalog knows of catalogs, schemas and tables; the rows are DuckDB's. Any thread; what it gives are
/// copies.
class Metastore {
public:
    static Result<std::unique_ptr<Metastore>> open(const QString& folder, const std::string& firstOwner);

    std::vector<CatalogFact> catalogs() const;
    std::vector<SchemaFact> schemas(const std::string& catalog) const;
    std::vector<TableFact> tables(const std::string& schema) const; ///< "main.default"
    std::optional<CatalogFact> catalog(const std::string& name) const;
    std::optional<SchemaFact> schema(const std::string& name) const;
    std::optional<TableFact> table(const std::string& name) const;
    bool exists(const Securable& securable) const;
    /// Empty when there is no such thing.
    std::string ownerOf(const Securable& securable) const;

    void put(CatalogFact fact);
    void put(SchemaFact fact);
    void put(TableFact fact);
    void setOwner(const Securable& securable, const std::string& owner);
    /// With all that lies in it.
    void remove(const Securable& securable);

private:
    explicit Metastore(const QString& folder);
    void invent(const std::string& owner);
    void read(const nlohmann::json& state);
    void save() const;

    StateFile m_file;
    mutable std::mutex m_mutex;
    std::map<std::string, CatalogFact> m_catalogs;
    std::map<std::string, SchemaFact> m_schemas;
    std::map<std::string, TableFact> m_tables;
};

} // namespace spanglass::practice
