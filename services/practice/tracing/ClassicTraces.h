#pragma once

#include "services/practice/sql/Engine.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

/// The traces of experiments that are not linked to Unity Catalog: what MLflow knows of each, and its spans as the one
/// text that the client uploads (databricks-api.md section 3.4, C: mlflow rest_store.py, databricks_artifact_repo.py).
/// Any thread. Its functions throw ApiFailure.
class ClassicTraces {
public:
    static Result<std::unique_ptr<ClassicTraces>> open(Engine& engine);

    struct Trace {
        std::string experiment;
        nlohmann::json info; ///< a TraceInfo
    };
    void put(const std::string& id, const Trace& trace);
    Trace demand(const std::string& id);
    /// Reads, changes and writes back in one go.
    void change(const std::string& id, const std::function<void(nlohmann::json& info)>& how);
    void putData(const std::string& id, std::string_view text);
    std::optional<std::string> data(const std::string& id);
    bool holdsTracesOf(const std::string& experiment);
    std::size_t remove(const std::string& experiment, const std::vector<std::string>& ids);

    /// A query that gives an experiment's traces with the columns that TraceSearch reads.
    static std::string source(const std::string& experiment);

private:
    explicit ClassicTraces(Engine& engine)
        : m_engine(engine) { }
    Trace find(const std::string& id);

    Engine& m_engine;
    std::mutex m_mutex;
};

} // namespace spanglass::practice
