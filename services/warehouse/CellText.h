#pragma once

#include "services/core/SqlTable.h"
#include "services/store/duckdb/ColumnView.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spanglass {

/// Writes the values of one column of an answer as text: see SqlTable. One thread; valid while its chunk is.
class CellText {
public:
    explicit CellText(const duck::ColumnView& column);
    ~CellText();
    CellText(CellText&&) noexcept;

    /// Nothing: NULL. The text lies in the column, or in `scratch`.
    std::optional<std::string_view> cell(std::size_t row, std::string& scratch) const;
    /// False when the page is at its end.
    [[nodiscard]] bool add(std::size_t row, SqlPage& page) const;
    QString typeName() const; ///< "MAP<STRING, STRING>"
    bool isNumber() const;

private:
    std::string text(std::size_t row) const;
    std::string json(std::size_t row) const;

    struct Type;
    duck::ColumnView m_column;
    std::unique_ptr<Type> m_type;
    std::vector<CellText> m_children; ///< fields of a STRUCT; item of a LIST; key and value of a MAP
};

} // namespace spanglass
