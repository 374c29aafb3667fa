#pragma once

#include "services/practice/FaultSwitch.h"
#include "services/practice/catalog/Rights.h"
#include "services/practice/sql/FileTimes.h"
#include "services/practice/sql/StatementJob.h"
#include "services/warehouse/DatabricksDialect.h"

namespace spanglass::practice {

/// Turns queries and statements that change rows into DuckDB's SQL, after checking that the caller may use every table
/// in them. Any thread.
class QueryTranslator {
public:
    QueryTranslator(
        const Metastore& metastore, const Rights& rights, const FaultSwitch& faults, const FileTimes& fileTimes)
        : m_metastore(metastore)
        , m_rights(rights)
        , m_fileTimes(fileTimes)
        , m_faults(faults) { }

    /// Throws StatementFailure: syntax, TABLE_OR_VIEW_NOT_FOUND, INSUFFICIENT_PERMISSIONS.
    /// `line` gets temporary tables for what the query asks of information_schema.
    DuckSql translate(const StatementJob& job, std::string_view sql, duck::Connection& line) const;

    /// SELECT on a table or view, and the USE privileges above it; or MODIFY. Throws as translate() does.
    void demand(const Principal& who, std::string_view privilege, const Securable& table) const;

private:
    void failReading(const TableFact& table) const;
    /// Its name in DuckDB, or what stands for it where the statement asks for the files' metadata.
    std::string inDuck(const Securable& table, bool withFiles) const;

    const Metastore& m_metastore;
    const Rights& m_rights;
    const FileTimes& m_fileTimes;
    const FaultSwitch& m_faults;
};

/// Prepares a translated statement and binds its values; throws StatementFailure.
duck::Statement prepared(duck::Connection& line, const DuckSql& sql);

} // namespace spanglass::practice
