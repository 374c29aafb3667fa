#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementJob.h"

namespace spanglass::practice {

/// SHOW CATALOGS, SCHEMAS, TABLES, VIEWS, COLUMNS, TBLPROPERTIES, CREATE TABLE, and DESCRIBE. Any thread.
class ShowStatements {
public:
    ShowStatements(const Metastore& metastore, const Rights& rights)
        : m_metastore(metastore)
        , m_rights(rights) { }

    StatementResult run(const StatementJob& job, const std::string& sql) const;

private:
    void show(const StatementJob& job, SqlCursor& in, ResultBuilder& out) const;
    void describe(const StatementJob& job, SqlCursor& in, ResultBuilder& out) const;
    void describeTable(const TableFact& table, bool extended, ResultBuilder& out) const;
    void tables(
        const Principal& who, const Securable& schema, const std::string& like, bool views, ResultBuilder& out) const;
    TableFact table(const StatementJob& job, SqlCursor& in) const;
    Securable schema(const StatementJob& job, SqlCursor& in) const;

    const Metastore& m_metastore;
    const Rights& m_rights;
};

/// CREATE TABLE for it, as SHOW CREATE TABLE prints it.
std::string createText(const TableFact& table);

} // namespace spanglass::practice
