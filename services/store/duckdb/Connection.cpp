#include "services/store/duckdb/Connection.h"

#include <charconv>

namespace spanglass::duck {

Connection::Connection(std::shared_ptr<Database> database)
    : m_database(std::move(database)) {
    m_database->add(this);
}

Connection::~Connection() { m_database->remove(this); }

Result<std::shared_ptr<Handle>> Connection::handle() {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_handle != nullptr)
            return m_handle;
    }
    auto fresh = m_database->handle();
    if (!fresh)
        return fresh;
    // Fails on a file that has no tables yet, which does no harm.
    (void)(*fresh)->execute("USE local.traces");
    const std::scoped_lock lock(m_mutex);
    m_handle = *fresh;
    return fresh;
}

Result<Statement> Connection::prepare(std::string_view sql) {
    auto line = handle();
    if (!line)
        return std::unexpected(line.error());
    return Statement::prepare(*std::move(line), sql);
}

Result<Rows> Connection::query(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    return statement->run();
}

Result<> Connection::execute(std::string_view sql) {
    if (auto rows = query(sql); !rows)
        return std::unexpected(rows.error());
    return {};
}

Result<> Connection::executeScript(std::string_view sql) {
    auto line = handle();
    if (!line)
        return std::unexpected(line.error());
    return (*line)->execute(std::string(sql));
}

Result<> Connection::countScannedRows() {
    return executeScript("PRAGMA enable_profiling = 'no_output'; "
                         "PRAGMA custom_profiling_settings = '{\"CUMULATIVE_ROWS_SCANNED\": \"true\"}'");
}

std::optional<std::uint64_t> Connection::rowsScanned() {
    const auto line = handle();
    const duckdb_profiling_info info = line ? duckdb_get_profiling_info((*line)->get()) : nullptr;
    duckdb_value value = info ? duckdb_profiling_info_get_value(info, "CUMULATIVE_ROWS_SCANNED") : nullptr;
    if (value == nullptr)
        return std::nullopt;
    char* text = duckdb_get_varchar(value);
    duckdb_destroy_value(&value);
    std::uint64_t rows = 0;
    const std::string_view digits(text != nullptr ? text : "");
    const bool known = std::from_chars(digits.data(), digits.data() + digits.size(), rows).ec == std::errc();
    duckdb_free(text);
    return known ? std::optional(rows) : std::nullopt;
}

std::shared_lock<std::shared_mutex> Connection::holdCheckpoints() {
    return std::shared_lock(m_database->m_checkpoints);
}

std::unique_lock<std::shared_mutex> Connection::holdTransactions() {
    return std::unique_lock(m_database->m_checkpoints);
}

std::timed_mutex& Connection::decisions() { return m_database->m_decisions; }

void Connection::interrupt() {
    const std::scoped_lock lock(m_mutex);
    if (m_handle != nullptr)
        duckdb_interrupt(m_handle->get());
}

void Connection::drop() {
    interrupt();
    const std::scoped_lock lock(m_mutex);
    m_handle.reset();
}

} // namespace spanglass::duck
