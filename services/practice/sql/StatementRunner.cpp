#include "services/practice/sql/StatementRunner.h"

#include "services/practice/http/ApiFailure.h"
#include "services/practice/sql/SparkForms.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

/// Without the semicolons at the end; throws when there is nothing, or more than one statement.
std::string oneStatement(std::string_view sql) {
    const SqlCursor all(sql);
    std::size_t count = all.size();
    while (count > 0 && all.token(count - 1).isSymbol(";"))
        --count;
    if (count == 0)
        failSyntax({});
    for (std::size_t i = 0; i < count; ++i) {
        if (all.token(i).isSymbol(";"))
            failSyntax(";");
    }
    return std::string(sql.substr(all.offset(0), all.endOf(count - 1) - all.offset(0)));
}

template <std::size_t N> bool begins(const SqlCursor& in, const std::string_view (&words)[N]) {
    return std::ranges::any_of(words, [&](std::string_view word) { return in.isWord(word); });
}

/// Tells the desk which connection works for as long as this lives.
class Working {
public:
    Working(const StatementJob& job, duck::Connection& line)
        : m_job(job) {
        m_job.working(&line);
    }
    ~Working() { m_job.working(nullptr); }
    Working(const Working&) = delete;
    Working& operator=(const Working&) = delete;

private:
    const StatementJob& m_job;
};

Engine::Line lineOf(Engine& engine) {
    auto line = engine.line();
    if (!line)
        throw inDatabricksWords(line.error());
    return *std::move(line);
}

} // namespace

StatementRunner::StatementRunner(Engine& engine, Metastore& metastore, Grants& grants, const Rights& rights,
    const People& people, const FaultSwitch& faults)
    : m_engine(engine)
    , m_translator(metastore, rights, faults, engine.fileTimes())
    , m_definitions(engine, metastore, grants, rights, m_translator)
    , m_grantStatements(metastore, grants, rights, people)
    , m_shows(metastore, rights) { }

StatementResult StatementRunner::run(const StatementJob& job) {
    const std::string sql = withIdentifiers(oneStatement(job.sql), job.parameters);
    const SqlCursor in(sql);
    constexpr std::string_view Queries[] = {"select", "with", "values", "from", "table"};
    constexpr std::string_view Changes[] = {"insert", "update", "delete", "merge"};
    constexpr std::string_view Definitions[] = {"create", "drop", "alter", "comment", "truncate"};
    constexpr std::string_view Shows[] = {"show", "describe", "desc"};
    constexpr std::string_view Upkeep[] = {"use", "set", "optimize", "vacuum", "analyze", "refresh"};
    try {
        if (in.isSymbol("(") || begins(in, Queries))
            return query(job, sql);
        if (begins(in, Changes))
            return change(job, sql);
        if (begins(in, Definitions))
            return m_definitions.run(job, sql);
        if (in.isWord("grant") || in.isWord("revoke") || (in.isWord("show") && in.isWord("grants", 1)))
            return m_grantStatements.run(job, sql);
        if (begins(in, Shows))
            return m_shows.run(job, sql);
        if (begins(in, Upkeep)) // DuckDB keeps its own files in order, and every statement is a session of its own
            return {};
    } catch (const ApiFailure& denied) {
        failStatement("INSUFFICIENT_PERMISSIONS", "Insufficient privileges: " + denied.message, "42501");
    }
    constexpr std::string_view Others[] = {"add", "begin", "cache", "call", "clear", "convert", "copy", "declare",
        "execute", "explain", "fsck", "get", "import", "list", "load", "msck", "pivot", "put", "remove", "reorg",
        "repair", "replace", "reset", "restore", "sync", "uncache", "undrop", "unset"};
    const std::string word(in.token(0).text.substr(0, 40));
    if (!begins(in, Others))
        failSyntax(word);
    failUnsupported("A statement that begins with " + word);
}

StatementResult StatementRunner::query(const StatementJob& job, const std::string& sql) {
    const Engine::Line line = lineOf(m_engine);
    const DuckSql translated = m_translator.translate(job, sql, *line);
    const Working working(job, *line);
    if (auto counted = line->countScannedRows(); !counted)
        throw inDatabricksWords(counted.error());
    ResultBuilder builder(job.limits);
    {
        auto rows = prepared(*line, translated).stream();
        if (!rows)
            throw inDatabricksWords(rows.error());
        if (auto all = builder.addAll(*rows, job.isStopped); !all)
            throw inDatabricksWords(all.error());
    }
    auto result = builder.finish();
    if (!result)
        throw StatementFailure{result.error().message.toStdString(), "BAD_REQUEST", {}};
    result->rowsRead = line->rowsScanned();
    return *std::move(result);
}

/// Answers with one row of counts, as Databricks does.
StatementResult StatementRunner::change(const StatementJob& job, const std::string& sql) {
    const Engine::Line line = lineOf(m_engine);
    const DuckSql translated = m_translator.translate(job, sql, *line);
    const Working working(job, *line);
    auto rows = prepared(*line, translated).run();
    if (!rows)
        throw inDatabricksWords(rows.error());
    const std::string changed = std::to_string(rows->changed());
    const bool inserts = SqlCursor(sql).isWord("insert");
    ResultBuilder builder(job.limits);
    builder.setColumns({{"num_affected_rows", "LONG", "BIGINT"}});
    if (inserts)
        builder.setColumns({{"num_affected_rows", "LONG", "BIGINT"}, {"num_inserted_rows", "LONG", "BIGINT"}});
    builder.addRow(
        inserts ? std::vector<ResultBuilder::Cell>{changed, changed} : std::vector<ResultBuilder::Cell>{changed});
    return *builder.finish();
}

} // namespace spanglass::practice
