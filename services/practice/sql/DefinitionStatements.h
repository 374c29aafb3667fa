#pragma once

#include "services/practice/sql/Engine.h"
#include "services/practice/sql/QueryTranslator.h"
#include "services/practice/sql/SqlCursor.h"

namespace spanglass::practice {

/// CREATE, DROP, ALTER, COMMENT ON and TRUNCATE of catalogs, schemas, tables and views. Any thread, one statement at a
/// time.
class DefinitionStatements {
public:
    DefinitionStatements(
        Engine& engine, Metastore& metastore, Grants& grants, const Rights& rights, const QueryTranslator& translator)
        : m_engine(engine)
        , m_metastore(metastore)
        , m_grants(grants)
        , m_rights(rights)
        , m_translator(translator) { }

    StatementResult run(const StatementJob& job, const std::string& sql);

private:
    void create(const StatementJob& job, SqlCursor& in, duck::Connection& line);
    void createCatalog(const StatementJob& job, SqlCursor& in);
    void createSchema(const StatementJob& job, SqlCursor& in, duck::Connection& line);
    void createTable(const StatementJob& job, SqlCursor& in, duck::Connection& line, bool replace);
    void createView(const StatementJob& job, SqlCursor& in, duck::Connection& line, bool replace);
    void drop(const StatementJob& job, SqlCursor& in, duck::Connection& line);
    void alter(const StatementJob& job, SqlCursor& in, duck::Connection& line);
    void alterTable(SqlCursor& in, duck::Connection& line, TableFact table);
    void comment(const StatementJob& job, SqlCursor& in);
    void truncate(const StatementJob& job, SqlCursor& in, duck::Connection& line);
    /// False when it is there and IF NOT EXISTS lets that pass.
    bool mayCreate(const StatementJob& job, const Securable& what, bool ifNotExists, bool replace) const;
    TableFact ownedTable(const StatementJob& job, const Securable& table) const;

    Engine& m_engine;
    Metastore& m_metastore;
    Grants& m_grants;
    const Rights& m_rights;
    const QueryTranslator& m_translator;
    std::mutex m_mutex;
};

/// (name type [NOT NULL] [COMMENT 'x'], ...), the cursor at the parenthesis.
std::vector<ColumnFact> readColumns(SqlCursor& in);
/// ('key' = 'value', ...), the cursor at the parenthesis.
std::map<std::string, std::string> readProperties(SqlCursor& in);
/// The same columns in DuckDB: "a" VARCHAR, "b" JSON NOT NULL
std::string duckColumns(const std::vector<ColumnFact>& columns);

} // namespace spanglass::practice
