#include "services/store/write/TableWriter.h"

namespace spanglass {

TableWriter::~TableWriter() {
    if (m_chunk != nullptr)
        duckdb_destroy_data_chunk(&m_chunk);
}

Result<> TableWriter::begin(duck::Handle& handle) {
    if (duckdb_appender_create_ext(handle.get(), "local", "store", m_table, &m_appender) != DuckDBSuccess)
        return abandon(handle);
    if (m_chunk == nullptr) {
        std::vector<duckdb_logical_type> types(duckdb_appender_column_count(m_appender));
        for (idx_t i = 0; i < types.size(); ++i)
            types[i] = duckdb_appender_column_type(m_appender, i);
        m_chunk = duckdb_create_data_chunk(types.data(), types.size());
        for (duckdb_logical_type& type : types)
            duckdb_destroy_logical_type(&type);
    }
    return {};
}

Result<> TableWriter::appendChunk(duck::Handle& handle, std::size_t rows) {
    duckdb_data_chunk_set_size(m_chunk, rows);
    const duckdb_state state = duckdb_append_data_chunk(m_appender, m_chunk);
    m_arena.clear();
    if (state != DuckDBSuccess)
        return abandon(handle);
    return {};
}

Result<> TableWriter::finish(duck::Handle& handle) {
    if (duckdb_appender_close(m_appender) != DuckDBSuccess)
        return abandon(handle);
    duckdb_appender_destroy(&m_appender);
    return {};
}

std::unexpected<Error> TableWriter::abandon(duck::Handle& handle) {
    const duckdb_error_data data = duckdb_appender_error_data(m_appender);
    const Error error = handle.fail(duckdb_error_data_error_type(data), duckdb_error_data_message(data));
    duckdb_error_data owned = data;
    duckdb_destroy_error_data(&owned);
    duckdb_appender_destroy(&m_appender);
    return std::unexpected(error);
}

} // namespace spanglass
