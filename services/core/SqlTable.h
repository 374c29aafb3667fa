#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spanglass {

struct SqlColumn {
    QString name;
    QString type; ///< as Databricks spells it: "BIGINT", "MAP<STRING, STRING>"
    bool isNumber = false;

    bool operator==(const SqlColumn&) const = default;
};

/// Some rows of an answer: the UTF-8 text of their cells, row after row, in one block. Costs 4 bytes a cell beside the
/// text.
class SqlPage {
public:
    /// Above this a page is full: what comes next belongs in another.
    static constexpr std::size_t FullBytes = 1 << 20;

    explicit SqlPage(std::size_t columns)
        : m_columns(columns) { }

    /// The next cell, from left to right and from row to row. False when 2 GiB in one page are passed: nothing is
    /// added.
    [[nodiscard]] bool add(std::string_view text);
    void addNull();

    bool isFull() const { return m_text.size() >= FullBytes; }
    /// Whole rows: one that is being added does not count.
    std::size_t rowCount() const { return m_columns == 0 ? 0 : m_ends.size() / m_columns; }
    std::size_t textBytes() const { return m_text.size(); }
    std::size_t memoryBytes() const { return m_text.capacity() + m_ends.capacity() * sizeof(std::uint32_t); }
    /// Nothing: NULL. The text lives as long as the page, and until something is added.
    std::optional<std::string_view> cell(std::size_t row, std::size_t column) const;
    /// Gives back memory held in reserve.
    void shrink();

private:
    static constexpr std::uint32_t NullMark = 0x8000'0000;

    std::size_t m_columns;
    std::string m_text;
    std::vector<std::uint32_t> m_ends; ///< where each cell's text ends, with NullMark for NULL
};

/// What is known of the run of a statement.
struct SqlFacts {
    QString statementId; ///< empty where there is none
    std::optional<std::uint64_t> rowsScanned;
    std::optional<std::uint64_t> bytesScanned;
    std::optional<std::chrono::nanoseconds> serverTime; ///< as the server tells it
    std::chrono::nanoseconds totalTime{}; ///< from asking to the last row

    /// What the server tells only afterwards.
    void takeCost(const SqlFacts& told) {
        rowsScanned = told.rowsScanned;
        bytesScanned = told.bytesScanned;
        serverTime = told.serverTime;
    }
};

/// An answer as text, cell by cell, as the statement API gives it: numbers in decimal, timestamps in ISO 8601, BINARY
/// in base64, STRUCT, MAP and ARRAY as JSON. Copies share the pages.
class SqlTable {
public:
    std::vector<SqlColumn> columns;
    bool truncated = false; ///< there were more rows, or more bytes, than are kept
    SqlFacts facts;

    /// Takes the rows of a page whose cells are as many a row as there are columns. Empty pages are dropped.
    void append(SqlPage page);

    std::size_t rowCount() const { return m_ends.empty() ? 0 : m_ends.back(); }
    /// Nothing: NULL. The text lives as long as any copy of this table.
    std::optional<std::string_view> cell(std::size_t row, std::size_t column) const;
    /// A null QString for NULL.
    QString text(std::size_t row, std::size_t column) const;
    std::size_t memoryBytes() const;

private:
    std::vector<std::shared_ptr<const SqlPage>> m_pages;
    std::vector<std::size_t> m_ends; ///< rows in all pages up to and with this one
};

} // namespace spanglass
