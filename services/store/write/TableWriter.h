#pragma once

#include "services/store/duckdb/Instance.h"
#include "services/store/write/ColumnFill.h"

#include <algorithm>

namespace spanglass {

/// Appends rows to one table of schema `store` through DuckDB's chunk appender, inside the transaction that is open on
/// the handle. Keeps its chunk from one call to the next. One thread.
class TableWriter {
public:
    explicit TableWriter(const char* table)
        : m_table(table) { }
    ~TableWriter();
    TableWriter(const TableWriter&) = delete;
    TableWriter& operator=(const TableWriter&) = delete;

    /// `fill` writes all columns of the table, in order, on a ColumnFill<Row>.
    template <class Row, class Fill> Result<> append(duck::Handle& handle, const std::vector<Row>& rows, Fill fill) {
        if (rows.empty())
            return {};
        if (auto begun = begin(handle); !begun)
            return begun;
        for (std::size_t first = 0; first < rows.size(); first += ChunkRows) {
            const auto slice = std::span(rows).subspan(first, std::min(ChunkRows, rows.size() - first));
            duckdb_data_chunk_reset(m_chunk);
            ColumnFill<Row> columns(slice, m_chunk, m_arena);
            fill(columns);
            if (auto appended = appendChunk(handle, slice.size()); !appended)
                return appended;
        }
        return finish(handle);
    }

private:
    static constexpr std::size_t ChunkRows = 2048; ///< DuckDB's vector size

    Result<> begin(duck::Handle& handle);
    Result<> appendChunk(duck::Handle& handle, std::size_t rows);
    Result<> finish(duck::Handle& handle);
    std::unexpected<Error> abandon(duck::Handle& handle);

    const char* m_table;
    duckdb_appender m_appender = nullptr;
    duckdb_data_chunk m_chunk = nullptr;
    TextArena m_arena;
};

} // namespace spanglass
