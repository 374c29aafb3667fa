#pragma once

#include "services/core/Error.h"
#include "services/store/duckdb/Rows.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spanglass::practice {

struct ResultColumn {
    std::string name;
    std::string typeName; ///< "LONG" (C: sdk-py sql.py ColumnInfoTypeName; A: "VARIANT", which is not in it)
    std::string typeText; ///< "BIGINT", "MAP<STRING, STRING>"
};

/// Rows as the JSON_ARRAY format has them: every cell a JSON string or null.
struct ResultChunk {
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::string json; ///< [["1","a"],["2",null]]
};

struct StatementResult {
    std::vector<ResultColumn> columns;
    std::vector<ResultChunk> chunks; ///< none when there are no rows
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    bool truncated = false;
    std::optional<std::uint64_t> rowsRead = {}; ///< of tables, as DuckDB counted
};

struct ResultLimits {
    std::int64_t rows = INT64_MAX;
    std::int64_t bytes = INT64_MAX; ///< of JSON; what is beyond is cut off
    std::int64_t failBytes = INT64_MAX; ///< of JSON; beyond it the statement fails
};

/// Makes a result out of DuckDB's rows, or of rows told one by one.
class ResultBuilder {
public:
    using Cell = std::optional<std::string>;

    explicit ResultBuilder(ResultLimits limits)
        : m_limits(limits) { }

    void setColumns(std::vector<ResultColumn> columns) { m_result.columns = std::move(columns); }
    /// All STRING.
    void setTextColumns(const std::vector<std::string>& names);
    /// False when a limit was reached: no more rows are wanted.
    bool addRow(const std::vector<Cell>& cells);
    /// Takes all rows. Stops with Cancelled when `isStopped` says so, between two chunks.
    Result<> addAll(duck::Rows& rows, const std::function<bool()>& isStopped);

    /// LimitHit when the result is larger than failBytes.
    Result<StatementResult> finish();

private:
    bool beginRow();
    void add(std::size_t column, std::optional<std::string_view> cell);
    bool endRow();
    void closeChunk();

    const ResultLimits m_limits;
    StatementResult m_result;
    ResultChunk m_chunk;
    std::size_t m_rowStart = 0;
};

/// Appends text as a JSON string.
void appendJsonString(std::string& out, std::string_view text);

} // namespace spanglass::practice
