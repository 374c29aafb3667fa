#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"
#include "services/core/Nanos.h"
#include "services/core/SqlTable.h"

namespace spanglass {

/// The cells of one answer, read as what they stand for. The first cell that cannot be is remembered, and reads as
/// zero or empty text. One thread.
class TableCells {
public:
    explicit TableCells(const SqlTable& table)
        : m_table(table) { }

    std::size_t rowCount() const { return m_table.rowCount(); }
    bool isNull(std::size_t row, std::size_t column) const { return !m_table.cell(row, column); }
    /// Empty for NULL.
    std::string_view text(std::size_t row, std::size_t column) const {
        return m_table.cell(row, column).value_or(std::string_view());
    }
    QString qtext(std::size_t row, std::size_t column) const;
    /// 0 for NULL. BIGINT in full.
    std::int64_t integer(std::size_t row, std::size_t column);
    UnixNanos time(std::size_t row, std::size_t column) { return UnixNanos::fromBits(integer(row, column)); }
    TraceId traceId(std::size_t row, std::size_t column);
    SpanId spanId(std::size_t row, std::size_t column);
    /// None for NULL, '' and sixteen zeros.
    SpanId parentId(std::size_t row, std::size_t column);

    void noteFault(std::size_t column, std::string_view what);
    /// Fails when the answer has fewer columns than that, or a cell could not be read.
    Result<> checked(std::size_t columns) const;

private:
    const SqlTable& m_table;
    QString m_fault;
};

} // namespace spanglass
