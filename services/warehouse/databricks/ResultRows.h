#pragma once

#include "services/core/Error.h"
#include "services/core/SqlTable.h"

#include <string_view>

namespace spanglass {

/// Gathers the rows of JSON_ARRAY answers: an array of rows, each an array of texts or null. Numbers and truth values
/// without quotes are taken too: that every cell is a text is confirmed (section 6.3), but costs nothing to relax.
class ResultRows {
public:
    ResultRows(std::vector<SqlColumn> columns, std::uint64_t rowLimit, std::uint64_t byteLimit);

    /// Rows after those that are there. Fails with BadInput on what is no such array, naming the row; what came before
    /// stays.
    Result<> add(std::string_view json);
    /// Whether a limit has cut the answer.
    bool isCut() const { return m_table.truncated; }
    std::uint64_t rowCount() const { return m_table.rowCount() + m_page.rowCount(); }

    SqlTable take() &&;

private:
    bool isFull() const { return rowCount() >= m_rowLimit || m_bytes > m_byteLimit; }

    const std::uint64_t m_rowLimit;
    const std::uint64_t m_byteLimit;
    std::uint64_t m_bytes = 0;
    SqlTable m_table;
    SqlPage m_page;
};

} // namespace spanglass
