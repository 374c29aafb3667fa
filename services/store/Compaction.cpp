#include "services/store/Compaction.h"

#include "services/store/Schema.h"
#include "services/store/StoreCounts.h"
#include "services/store/Transaction.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::int64_t SmallBlocks = 4; ///< a row group has one for itself at least
constexpr std::ptrdiff_t FewestToFold = 8;
constexpr std::int64_t StepBlocks = 32; ///< written in one transaction, which DuckDB holds in memory: 8 MB

std::string rowsOf(std::int64_t first, std::int64_t count) {
    return " WHERE rowid BETWEEN " + std::to_string(first) + " AND " + std::to_string(first + count - 1);
}

Result<std::vector<RowGroup>> readRowGroups(duck::Connection& connection, std::string_view table) {
    auto rows = connection.query("SELECT min(start) FILTER (column_path = '[0]') AS first, "
                                 "CAST(sum(count) FILTER (column_path = '[0]') AS BIGINT), "
                                 "len(list_distinct(flatten(list(list_concat([block_id], additional_block_ids))))) "
                                 "FROM pragma_storage_info('local.store."
        + std::string(table) + "') GROUP BY row_group_id ORDER BY first");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<RowGroup> groups;
    const auto read = rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        groups.push_back({std::string(table), number(0), number(1), 0, number(2)});
    });
    if (!read)
        return std::unexpected(read.error());
    return groups;
}

/// Counts the rows that are left in each of these groups.
Result<> countLive(duck::Connection& connection, std::vector<RowGroup>& groups) {
    for (RowGroup& group : groups) {
        const auto count = readNumbers(
            connection, "SELECT count(*) FROM local.store." + group.table + rowsOf(group.first, group.rows));
        if (!count)
            return std::unexpected(count.error());
        group.live = count->front();
    }
    return {};
}

Result<std::optional<RowGroup>> mostWasteful(duck::Connection& connection, std::string_view table) {
    auto groups = readRowGroups(connection, table);
    if (!groups)
        return std::unexpected(groups.error());
    const auto count = readNumbers(connection, "SELECT count(*) FROM local.store." + std::string(table));
    if (!count)
        return std::unexpected(count.error());
    std::int64_t rows = 0;
    for (const RowGroup& group : *groups)
        rows += group.rows;
    if (rows == count->front())
        return std::nullopt;
    if (auto counted = countLive(connection, *groups); !counted)
        return std::unexpected(counted.error());
    const auto worst = std::ranges::max_element(*groups, {}, &RowGroup::wastedBlocks);
    return worst->wastedBlocks() >= 1 ? std::optional(*worst) : std::nullopt;
}

} // namespace

Result<std::optional<RowGroup>> mostWastefulRowGroup(duck::Connection& connection) {
    std::optional<RowGroup> worst;
    for (const std::string_view table : schema::contentTables()) {
        const auto group = mostWasteful(connection, table);
        if (!group)
            return group;
        if (*group && (!worst || (*group)->wastedBlocks() > worst->wastedBlocks()))
            worst = *group;
    }
    return worst;
}

Result<std::optional<RowGroup>> smallRowGroups(duck::Connection& connection) {
    for (const std::string_view table : schema::contentTables()) {
        const auto groups = readRowGroups(connection, table);
        if (!groups)
            return std::unexpected(groups.error());
        const auto isSmall = [](const RowGroup& group) { return group.blocks <= SmallBlocks; };
        for (auto first = groups->begin(); first != groups->end();) {
            const auto last = std::find_if_not(first, groups->end(), isSmall);
            if (last - first < FewestToFold) {
                first = last == groups->end() ? last : std::next(last);
                continue;
            }
            RowGroup run = *first;
            for (auto next = std::next(first); next != last; ++next) {
                run.rows += next->rows;
                run.blocks += next->blocks;
            }
            return run;
        }
    }
    return std::nullopt;
}

Result<> moveRowsOut(duck::Connection& connection, const RowGroup& group, std::int64_t blocksAtMost) {
    const std::int64_t step
        = std::max<std::int64_t>(group.rows * StepBlocks / std::max<std::int64_t>(group.blocks, 1), 1);
    const std::int64_t end
        = group.first + std::min(group.rows, step * std::max<std::int64_t>(blocksAtMost / StepBlocks, 1));
    const std::string table = "local.store." + group.table;
    for (std::int64_t first = group.first; first < end; first += step) {
        const std::string rows = rowsOf(first, std::min(step, end - first));
        const auto moved = inTransaction(connection, [&]() -> Result<> {
            if (auto copied = connection.execute("INSERT INTO " + table + " SELECT * FROM " + table + rows); !copied)
                return copied;
            return connection.execute("DELETE FROM " + table + rows);
        });
        if (!moved)
            return moved;
    }
    return {};
}

} // namespace spanglass
