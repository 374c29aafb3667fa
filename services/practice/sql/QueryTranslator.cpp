#include "services/practice/sql/QueryTranslator.h"

#include "services/practice/sql/InformationSchema.h"
#include "services/practice/sql/SparkForms.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

std::optional<std::string> constant(const StatementJob& job, std::string_view name) {
    if (name == "current_user" || name == "session_user" || name == "user")
        return sqlLiteral(job.who.name);
    if (name == "current_catalog")
        return sqlLiteral(job.defaults.catalog);
    if (name == "current_schema" || name == "current_database")
        return sqlLiteral(job.defaults.schema);
    if (name == "current_timezone")
        return std::string("'Etc/UTC'");
    return std::nullopt;
}

/// Whether a query names the hidden column that tells of files.
bool asksForFiles(std::string_view sql) {
    const SqlCursor in(sql);
    if (!in.isWord("select") && !in.isWord("with"))
        return false;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in.token(i).isWord("_metadata"))
            return true;
    }
    return false;
}

} // namespace

std::string QueryTranslator::inDuck(const Securable& table, bool withFiles) const {
    const auto parts = table.parts();
    const std::string name
        = backtickedPart("uc_" + parts[0]) + '.' + backtickedPart(parts[1]) + '.' + backtickedPart(parts[2]);
    const auto fact = withFiles ? m_metastore.table(table.name) : std::nullopt;
    return fact && fact->kind != "VIEW" ? m_fileTimes.relation(table.name, name) : name;
}

void QueryTranslator::demand(const Principal& who, std::string_view privilege, const Securable& table) const {
    const std::string missing = m_rights.missing(who, privilege, table);
    if (!m_metastore.exists(table)) {
        // Who may not look there is told no more than that.
        failStatement("TABLE_OR_VIEW_NOT_FOUND",
            "The table or view " + backticked(table.name)
                + " cannot be found. Check its spelling, and that of the schema and the catalog.",
            "42P01");
    }
    if (!missing.empty())
        failStatement("INSUFFICIENT_PERMISSIONS", "Insufficient privileges: " + missing, "42501");
    if (privilege == "SELECT")
        failReading(m_metastore.table(table.name).value_or(TableFact()));
}

/// The faults of seed 000 that show only when a table is read.
void QueryTranslator::failReading(const TableFact& table) const {
    const bool nested = std::ranges::any_of(table.columns,
        [](const ColumnFact& each) { return each.type.find('<') != std::string::npos || each.type == "variant"; });
    if (nested && m_faults.isOn("incomplete-complex-type"))
        throw StatementFailure{"Incomplete complex type in table " + backticked(table.name) + '.', "BAD_REQUEST", {}};
    if (table.properties.contains("otel.schemaVersion") && m_faults.isOn("storage-denied"))
        throw StatementFailure{
            "Query execution error: Stage 0 failed: NOT_FOUND: Not Found () at file-scan-node-base.cc:455", "IO_ERROR",
            {}};
}

DuckSql QueryTranslator::translate(const StatementJob& job, std::string_view sql, duck::Connection& line) const {
    const std::string forms = withSparkForms(sql, [&](std::string_view name) { return constant(job, name); });
    const bool withFiles = asksForFiles(forms);
    const auto scanned = scanTables(forms, job.defaults, [&](const Securable& table) {
        return isInformationSchema(table) ? backtickedPart(informationTable(table)) : inDuck(table, withFiles);
    });
    for (const TableUse& use : scanned.uses) {
        if (isInformationSchema(use.table))
            makeInformationTable(use.table, job.who, m_metastore, m_rights, line);
        else
            demand(job.who, use.written ? "MODIFY" : "SELECT", use.table);
    }
    SqlRequest request;
    request.sql = QString::fromStdString(scanned.text);
    request.parameters = job.parameters;
    auto translated = toDuckSql(request, SqlScope::Any);
    if (!translated)
        throw inDatabricksWords(translated.error());
    return *std::move(translated);
}

duck::Statement prepared(duck::Connection& line, const DuckSql& sql) {
    auto statement = line.prepare(sql.text);
    if (!statement)
        throw inDatabricksWords(statement.error());
    for (std::size_t i = 0; i < sql.values.size(); ++i) {
        const int index = static_cast<int>(i) + 1;
        if (sql.values[i])
            statement->bind(index, *sql.values[i]);
        else
            statement->bindNull(index);
    }
    return *std::move(statement);
}

} // namespace spanglass::practice
