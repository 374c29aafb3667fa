#pragma once

#include "services/store/duckdb/Connection.h"

#include <optional>
#include <string>

namespace spanglass {

/// A run of rows that DuckDB stores together. A checkpoint frees its blocks when all of its rows are deleted, and not
/// before. Row numbers hold until the next checkpoint.
struct RowGroup {
    std::string table; ///< in schema `store`
    std::int64_t first = 0; ///< row number
    std::int64_t rows = 0; ///< deleted ones included
    std::int64_t live = 0;
    std::int64_t blocks = 0; ///< about: neighbours may share some

    /// Of its blocks, those that its deleted rows take up, if all rows were alike.
    double wastedBlocks() const { return double(blocks) * double(rows - live) / double(rows); }
};

// All on the writer's thread.

/// The row group whose deleted rows take up most; nothing when that is less than a block everywhere.
Result<std::optional<RowGroup>> mostWastefulRowGroup(duck::Connection& connection);

/// Neighbouring row groups of one table that are so small that they take up far more than their rows need, as one;
/// nothing when there are too few of them to be worth the work. Each checkpoint leaves one group a table.
Result<std::optional<RowGroup>> smallRowGroups(duck::Connection& connection);

/// Writes the rows that are left in the group anew, at the table's end, so that the next checkpoint frees its blocks.
/// Stops when so many blocks were written: then another call goes on. What was moved is moved whole in any case.
Result<> moveRowsOut(duck::Connection& connection, const RowGroup& group, std::int64_t blocksAtMost);

} // namespace spanglass
