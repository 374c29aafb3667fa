#pragma once

#include "services/practice/catalog/Metastore.h"
#include "services/practice/sql/FileTimes.h"
#include "services/store/duckdb/Connection.h"

#include <functional>

namespace spanglass::practice {

/// The DuckDB behind the workspace: a file for each catalog, attached as "uc_<name>" since DuckDB keeps the name "main"
/// for itself. Any thread.
class Engine {
public:
    /// Errors: those of opening the files.
    static Result<std::unique_ptr<Engine>> open(const QString& folder, const Metastore& metastore);

    /// A connection with the functions of Databricks SQL; it goes back to the engine when it is let go.
    using Line = std::unique_ptr<duck::Connection, std::function<void(duck::Connection*)>>;
    Result<Line> line();

    FileTimes& fileTimes() { return m_fileTimes; }

    Result<> attach(const std::string& catalog);
    Result<> detach(const std::string& catalog);

    /// "uc_main"."default"."t", for "main.default.t"; also for a schema.
    static std::string duckName(const std::string& fullName);

private:
    explicit Engine(const QString& folder);

    QString m_folder;
    std::shared_ptr<duck::Database> m_database;
    FileTimes m_fileTimes;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<duck::Connection>> m_idle;
};

} // namespace spanglass::practice
