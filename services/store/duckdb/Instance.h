#pragma once

#include "services/core/Error.h"

#include <duckdb.h>

#include <atomic>
#include <memory>
#include <string>

namespace spanglass::duck {

struct Settings {
    QString file; ///< created when absent
    int threads = 2;
    int memoryMegabytes = 320; ///< DuckDB's own cache and working memory; beyond it, queries spill beside the file
    bool readOnly = false;
};

/// One DuckDB engine with the store's file attached as catalog `local`. The file is held, and locked against other
/// processes, until the last owner lets go. Any thread.
class Instance {
public:
    static Result<std::shared_ptr<Instance>> open(const Settings& settings);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    duckdb_database handle() const { return m_database; }
    /// Set by whoever met a failure after which this instance must not be used.
    std::atomic<bool> broken = false;

private:
    Instance() = default;

    duckdb_database m_database = nullptr;
};

/// A connection of DuckDB and the instance that it keeps open.
class Handle {
public:
    static Result<std::shared_ptr<Handle>> open(std::shared_ptr<Instance> instance);
    ~Handle();
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    duckdb_connection get() const { return m_connection; }
    Instance& instance() const { return *m_instance; }

    Result<> execute(const std::string& sql);
    /// The failure in DuckDB's words as an Error; marks the instance broken when it is.
    Error fail(duckdb_error_type type, const char* text);

private:
    explicit Handle(std::shared_ptr<Instance> instance)
        : m_instance(std::move(instance)) { }

    std::shared_ptr<Instance> m_instance;
    duckdb_connection m_connection = nullptr;
};

/// `text` as an SQL literal, quotes doubled.
std::string quoted(std::string_view text);

} // namespace spanglass::duck
