#pragma once

#include "services/core/SqlTable.h"

#include <QByteArrayList>

namespace spanglass {

enum class SqlTextFormat {
    Csv, ///< RFC 4180, NULL as an empty field
    Tsv, ///< as spreadsheets take it from the clipboard: tabs and line ends within a cell become spaces
    Json, ///< an array of objects, of arrays when without headers; numbers, BOOLEAN and nested values as they are
};

/// Writes rows of an answer as text in UTF-8, piece by piece: begin(), any rows in any order, end(). Any thread.
class SqlTextWriter {
public:
    /// `table` must outlive this. No `columns`: all of them.
    SqlTextWriter(
        const SqlTable& table, SqlTextFormat format, bool headers = true, std::vector<std::size_t> columns = {});

    void begin(QByteArray& out);
    void row(QByteArray& out, std::size_t row);
    void end(QByteArray& out);

private:
    void jsonRow(QByteArray& out, std::size_t row);
    void jsonCell(QByteArray& out, std::size_t row, std::size_t column) const;

    const SqlTable& m_table;
    const SqlTextFormat m_format;
    const bool m_headers;
    std::vector<std::size_t> m_columns;
    QByteArrayList m_names; ///< as JSON texts
    bool m_first = true;
};

} // namespace spanglass
