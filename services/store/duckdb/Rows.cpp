#include "services/store/duckdb/Rows.h"

#include <utility>
#include <vector>

namespace spanglass::duck {

Rows::Rows(std::shared_ptr<Handle> handle, duckdb_result result)
    : m_handle(std::move(handle))
    , m_result(result) { }

Rows::~Rows() {
    dropChunk();
    duckdb_destroy_result(&m_result);
}

Rows::Rows(Rows&& other) noexcept
    : m_handle(std::move(other.m_handle))
    , m_result(std::exchange(other.m_result, {}))
    , m_chunk(std::exchange(other.m_chunk, nullptr))
    , m_size(other.m_size) { }

Rows& Rows::operator=(Rows&& other) noexcept {
    std::swap(m_handle, other.m_handle);
    std::swap(m_result, other.m_result);
    std::swap(m_chunk, other.m_chunk);
    std::swap(m_size, other.m_size);
    return *this;
}

std::size_t Rows::columnCount() const { return duckdb_column_count(&m_result); }

std::string_view Rows::name(std::size_t column) const { return duckdb_column_name(&m_result, column); }

duckdb_type Rows::type(std::size_t column) const { return duckdb_column_type(&m_result, column); }

duckdb_logical_type Rows::logicalType(std::size_t column) const {
    return duckdb_column_logical_type(&m_result, column);
}

std::uint64_t Rows::changed() const { return duckdb_rows_changed(&m_result); }

Result<bool> Rows::next() {
    dropChunk();
    m_chunk = duckdb_fetch_chunk(m_result);
    if (m_chunk == nullptr) {
        if (duckdb_result_error(&m_result) != nullptr)
            return std::unexpected(error());
        return false;
    }
    m_size = duckdb_data_chunk_get_size(m_chunk);
    return m_size > 0;
}

void Rows::showTypes() {
    dropChunk();
    std::vector<duckdb_logical_type> types(columnCount());
    for (std::size_t i = 0; i < types.size(); ++i)
        types[i] = duckdb_column_logical_type(&m_result, i);
    m_chunk = duckdb_create_data_chunk(types.data(), types.size());
    for (duckdb_logical_type& type : types)
        duckdb_destroy_logical_type(&type);
}

ColumnView Rows::column(std::size_t column) const { return ColumnView(duckdb_data_chunk_get_vector(m_chunk, column)); }

Error Rows::error() { return m_handle->fail(duckdb_result_error_type(&m_result), duckdb_result_error(&m_result)); }

void Rows::dropChunk() {
    if (m_chunk != nullptr)
        duckdb_destroy_data_chunk(&m_chunk);
    m_size = 0;
}

} // namespace spanglass::duck
