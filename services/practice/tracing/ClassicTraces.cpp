#include "services/practice/tracing/ClassicTraces.h"

#include "services/practice/http/ApiFailure.h"
#include "services/practice/sql/FirstColumn.h"

namespace spanglass::practice {

namespace {

/// No catalog that anybody can name in a statement: Unity Catalog does not know it.
constexpr const char* Catalog = "classic traces";

std::string table() { return Engine::duckName(std::string(Catalog) + ".main.traces"); }

} // namespace

Result<std::unique_ptr<ClassicTraces>> ClassicTraces::open(Engine& engine) {
    auto out = std::unique_ptr<ClassicTraces>(new ClassicTraces(engine));
    if (auto attached = engine.attach(Catalog); !attached)
        return std::unexpected(attached.error());
    auto line = engine.line();
    if (!line)
        return std::unexpected(line.error());
    if (auto made = (*line)->execute("CREATE TABLE IF NOT EXISTS " + table()
            + " (trace_id VARCHAR PRIMARY KEY, experiment_id VARCHAR, info JSON, data VARCHAR)");
        !made)
        return std::unexpected(made.error());
    return out;
}

void ClassicTraces::put(const std::string& id, const Trace& trace) {
    const std::scoped_lock lock(m_mutex);
    firstColumn(m_engine,
        "INSERT INTO " + table()
            + " VALUES ($1, $2, CAST($3 AS JSON), NULL) ON CONFLICT (trace_id) DO UPDATE SET info = excluded.info "
              "RETURNING trace_id",
        {id, trace.experiment, trace.info.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

ClassicTraces::Trace ClassicTraces::find(const std::string& id) {
    const auto found = firstColumn(m_engine,
        "SELECT CAST(json_object('e', experiment_id, 'i', info) AS VARCHAR) FROM " + table() + " WHERE trace_id = $1",
        {id});
    if (found.empty())
        failNotFound("Trace with ID " + id + " is not found.");
    auto row = nlohmann::json::parse(found.front());
    return {row["e"].get<std::string>(), std::move(row["i"])};
}

ClassicTraces::Trace ClassicTraces::demand(const std::string& id) {
    const std::scoped_lock lock(m_mutex);
    return find(id);
}

void ClassicTraces::change(const std::string& id, const std::function<void(nlohmann::json&)>& how) {
    const std::scoped_lock lock(m_mutex);
    Trace trace = find(id);
    how(trace.info);
    firstColumn(m_engine, "UPDATE " + table() + " SET info = CAST($2 AS JSON) WHERE trace_id = $1 RETURNING trace_id",
        {id, trace.info.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

void ClassicTraces::putData(const std::string& id, std::string_view text) {
    const std::scoped_lock lock(m_mutex);
    firstColumn(m_engine, "UPDATE " + table() + " SET data = $2 WHERE trace_id = $1 RETURNING trace_id",
        {id, std::string(text)});
}

std::optional<std::string> ClassicTraces::data(const std::string& id) {
    const std::scoped_lock lock(m_mutex);
    const auto found = firstColumn(m_engine, "SELECT data FROM " + table() + " WHERE trace_id = $1", {id});
    return found.empty() ? std::nullopt : std::optional(found.front());
}

bool ClassicTraces::holdsTracesOf(const std::string& experiment) {
    const std::scoped_lock lock(m_mutex);
    return !firstColumn(m_engine, "SELECT trace_id FROM " + table() + " WHERE experiment_id = $1 LIMIT 1", {experiment})
                .empty();
}

std::size_t ClassicTraces::remove(const std::string& experiment, const std::vector<std::string>& ids) {
    const std::scoped_lock lock(m_mutex);
    std::size_t removed = 0;
    for (const std::string& id : ids)
        removed += firstColumn(m_engine,
            "DELETE FROM " + table() + " WHERE experiment_id = $1 AND trace_id = $2 RETURNING trace_id",
            {experiment, id})
                       .size();
    return removed;
}

std::string ClassicTraces::source(const std::string& experiment) {
    constexpr std::string_view Columns = R"sql(SELECT trace_id, info ->> '$.client_request_id' AS client_request_id,
  TRY_CAST(info ->> '$.request_time' AS TIMESTAMP) AS request_time, info ->> '$.state' AS state,
  CAST(1000 * TRY_CAST(rtrim(info ->> '$.execution_duration', 's') AS DOUBLE) AS DECIMAL(30, 9)) AS
  execution_duration_ms, info ->> '$.request_preview' AS request, info ->> '$.response_preview' AS response,
  coalesce(from_json(info -> '$.trace_metadata', '"MAP(VARCHAR, VARCHAR)"'), MAP {}) AS trace_metadata,
  coalesce(from_json(info -> '$.tags', '"MAP(VARCHAR, VARCHAR)"'), MAP {}) AS tags,
  CAST([] AS STRUCT(name VARCHAR, attributes MAP(VARCHAR, VARCHAR))[]) AS spans,
  info -> '$.assessments' AS assessments, info FROM )sql";
    return std::string(Columns) + table() + " WHERE experiment_id = " + duck::quoted(experiment);
}

} // namespace spanglass::practice
