#include "services/store/duckdb/Instance.h"

#include "services/store/duckdb/Allocator.h"

#include "services/store/duckdb/DuckError.h"

#include <QByteArray>

namespace spanglass::duck {

using namespace Qt::StringLiterals;

namespace {

struct Config {
    duckdb_config handle = nullptr;

    Config() { duckdb_create_config(&handle); }
    ~Config() { duckdb_destroy_config(&handle); }
    void set(const char* name, const std::string& value) const { duckdb_set_config(handle, name, value.c_str()); }
};

} // namespace

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += '\'';
        out += c;
    }
    return out + '\'';
}

Result<std::shared_ptr<Instance>> Instance::open(const Settings& settings) {
    keepFreedMemory();
    const std::string file = settings.file.toStdString();
    const Config config;
    config.set("threads", std::to_string(settings.threads));
    config.set("memory_limit", std::to_string(settings.memoryMegabytes) + "MB");
    config.set("temp_directory", file + ".tmp");
    // Extensions would be fetched from the network, and found in the home directory.
    config.set("autoinstall_known_extensions", "false");
    config.set("autoload_known_extensions", "false");
    // The writer checkpoints between commits, so that no sender waits for one.
    config.set("checkpoint_threshold", "1TB");
    // A checkpoint would merge row groups up to their full number of rows, however large the rows are: it would write
    // gigabytes again and again, and the space of deleted rows would come back only with all of theirs. Compaction
    // does that work by bytes.
    config.set("max_vacuum_tasks", "0");

    auto instance = std::shared_ptr<Instance>(new Instance);
    char* text = nullptr;
    if (duckdb_open_ext(nullptr, &instance->m_database, config.handle, &text) != DuckDBSuccess) {
        const Error error = toError(DUCKDB_ERROR_INTERNAL, text != nullptr ? text : "DuckDB did not start.");
        duckdb_free(text);
        return std::unexpected(error);
    }
    auto handle = Handle::open(instance);
    if (!handle)
        return std::unexpected(handle.error());
    const std::string options
        = settings.readOnly ? " (READ_ONLY)" : " (STORAGE_VERSION 'v1.4.0', ROW_GROUP_SIZE 61440)";
    if (auto attached = (*handle)->execute("ATTACH " + quoted(file) + " AS local" + options); !attached)
        return std::unexpected(attached.error());
    return instance;
}

Instance::~Instance() {
    if (broken) {
        // What a broken instance has in memory must not reach the file; the log has all that was committed.
        duckdb_connection connection = nullptr;
        if (duckdb_connect(m_database, &connection) == DuckDBSuccess) {
            duckdb_query(connection, "PRAGMA disable_checkpoint_on_shutdown", nullptr);
            duckdb_disconnect(&connection);
        }
    }
    duckdb_close(&m_database);
}

Result<std::shared_ptr<Handle>> Handle::open(std::shared_ptr<Instance> instance) {
    auto handle = std::shared_ptr<Handle>(new Handle(std::move(instance)));
    if (duckdb_connect(handle->m_instance->handle(), &handle->m_connection) != DuckDBSuccess)
        return failure(ErrorCode::Bug, u"DuckDB gave no connection."_s);
    return handle;
}

Handle::~Handle() { duckdb_disconnect(&m_connection); }

Result<> Handle::execute(const std::string& sql) {
    duckdb_result result;
    const bool ok = duckdb_query(m_connection, sql.c_str(), &result) == DuckDBSuccess;
    Result<> answer;
    if (!ok)
        answer = std::unexpected(fail(duckdb_result_error_type(&result), duckdb_result_error(&result)));
    duckdb_destroy_result(&result);
    return answer;
}

Error Handle::fail(duckdb_error_type type, const char* text) {
    const std::string_view words = text != nullptr ? text : "DuckDB gave no reason.";
    if (isFatal(type, words))
        m_instance->broken = true;
    return toError(type, words);
}

} // namespace spanglass::duck
