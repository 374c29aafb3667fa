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
    while (true) {
        const auto more = rows->next();
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            break;
        const auto first = rows->column(0), last = rows->column(1), spans = rows->column(2);
        for (std::size_t row = 0; row < rows->size(); ++row) {
            const TraceRanges::Range next{first.get<std::int64_t>(row), last.get<std::int64_t>(row)};
            if (found.ranges.empty() || next.first - found.ranges.back().last > RowGroup)
                found.ranges.push_back(next);
            else
                found.ranges.back().last = std::max(found.ranges.back().last, next.last);
            found.spans += static_cast<std::uint64_t>(spans.get<std::int64_t>(row));
        }
    }
    if (found.ranges.empty())
        return failure(ErrorCode::NotFound, u"The store holds no trace %1."_s.arg(trace.text()),
            u"It may have been deleted, or its spans went to another store."_s);
    return found;
}

} // namespace spanglass
