#pragma once

#include <duckdb.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace spanglass::duck {

/// One column of a chunk, as the type that the query gives. A view: valid as long as its chunk. Reading with the wrong
/// accessor is undefined, so cast in SQL when a type is in doubt.
class ColumnView {
public:
    explicit ColumnView(duckdb_vector vector)
        : m_vector(vector)
        , m_data(duckdb_vector_get_data(vector))
        , m_validity(duckdb_vector_get_validity(vector)) { }

    bool isNull(std::size_t row) const {
        return m_validity != nullptr && ((m_validity[row / 64] >> (row % 64)) & 1) == 0;
    }

    /// Fixed-size types as DuckDB lays them out: bool, std::int32_t for INTEGER, std::uint64_t for UBIGINT, double,
    /// duckdb_timestamp, duckdb_hugeint, ...
    template <class T> T get(std::size_t row) const { return static_cast<const T*>(m_data)[row]; }

    /// VARCHAR and BLOB; empty for NULL.
    std::string_view text(std::size_t row) const {
        if (isNull(row))
            return {};
        const duckdb_string_t& s = static_cast<const duckdb_string_t*>(m_data)[row];
        const std::uint32_t length = s.value.inlined.length;
        return {duckdb_string_is_inlined(s) ? s.value.inlined.inlined : s.value.pointer.ptr, length};
    }

    /// LIST and MAP: where the row's entries lie in items().
    struct Range {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    Range range(std::size_t row) const {
        if (isNull(row))
            return {};
        const duckdb_list_entry entry = static_cast<const duckdb_list_entry*>(m_data)[row];
        return {entry.offset, entry.length};
    }
    ColumnView items() const { return ColumnView(duckdb_list_vector_get_child(m_vector)); }

    /// For DuckDB's own calls, such as the one that tells the type.
    duckdb_vector vector() const { return m_vector; }

    /// STRUCT: its field by position.
    ColumnView field(std::size_t index) const { return ColumnView(duckdb_struct_vector_get_child(m_vector, index)); }

    /// MAP: all keys and all values, to be read at range(row).
    ColumnView keys() const { return items().field(0); }
    ColumnView values() const { return items().field(1); }

private:
    duckdb_vector m_vector;
    const void* m_data;
    const std::uint64_t* m_validity;
};

} // namespace spanglass::duck
