#include "services/warehouse/TraceSearch.h"

#include "services/warehouse/FilterSql.h"
#include "services/warehouse/MapMentions.h"
#include "services/warehouse/TraceRanges.h"
#include "services/warehouse/TracesSql.h"

namespace spanglass {

Result<std::vector<SpanKey>> searchTrace(ReadContext& context, TraceId trace, const FilterPtr& filter) {
    const auto where = readTraceRanges(context.connection(), trace);
    if (!where)
        return std::unexpected(where.error());
    if (auto added = addMapMentions(context.connection()); !added)
        return std::unexpected(added.error());
    std::vector<SpanKey> keys;
    for (const TraceRanges::Range& range : where->ranges) {
        BoundSql sql("SELECT s.request_id, s.ordinal FROM local.store.spans s");
        if (filter && filterNeeds(*filter).traces)
            sql << " JOIN " << tracesSubquery({}, sql) << " ON t.trace_id = s.trace_id";
        sql << " WHERE s.trace_id = " << sql.value(trace);
        sql << " AND s.seq BETWEEN " << sql.value(range.first) << " AND " << sql.value(range.last);
        if (filter)
            sql << " AND (" << filterCondition(*filter, sql) << ")";
        auto rows = sql.run(context.connection());
        if (!rows)
            return std::unexpected(rows.error());
        const auto read = rows->forEachRow<2>([&](const auto& columns, std::size_t row) {
            keys.push_back({columns[0].template get<std::int64_t>(row),
                static_cast<std::uint32_t>(columns[1].template get<std::int32_t>(row))});
        });
        if (!read)
            return std::unexpected(read.error());
    }
    return keys;
}

} // namespace spanglass
