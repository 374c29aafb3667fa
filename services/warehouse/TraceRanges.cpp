#include "services/warehouse/TraceRanges.h"

#include "services/warehouse/BoundSql.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// A row group: the least that DuckDB can skip.
constexpr std::int64_t RowGroup = 61'440;

} // namespace

Result<TraceRanges> readTraceRanges(duck::Connection& connection, TraceId trace) {
    BoundSql sql("SELECT f.first_seq, f.last_seq, f.spans FROM local.store.trace_fragments f WHERE f.trace_id = ");
    sql << sql.value(trace) << " ORDER BY f.first_seq";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    TraceRanges found;
    const auto read = rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        const TraceRanges::Range next{number(0), number(1)};
        if (found.ranges.empty() || next.first - found.ranges.back().last > RowGroup)
            found.ranges.push_back(next);
        else
            found.ranges.back().last = std::max(found.ranges.back().last, next.last);
        found.spans += static_cast<std::uint64_t>(number(2));
    });
    if (!read)
        return std::unexpected(read.error());
    if (found.ranges.empty())
        return failure(ErrorCode::NotFound, u"The store holds no trace %1."_s.arg(trace.text()),
            u"It may have been deleted, or its spans went to another store."_s);
    return found;
}

} // namespace spanglass
