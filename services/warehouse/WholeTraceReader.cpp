#include "services/warehouse/WholeTraceReader.h"

#include "services/warehouse/BoundSql.h"
#include "services/warehouse/TraceRanges.h"
#include "services/warehouse/TraceSearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::size_t MostBytes = 512ull << 20; ///< of requests, as they came

} // namespace

Result<WholeTracePtr> readWholeTrace(ReadContext& context, SpanLoader& loader, TraceId trace) {
    auto found = searchTrace(context, trace, nullptr);
    if (!found)
        return std::unexpected(found.error());
    std::vector<SpanKey> keys = *std::move(found);
    std::ranges::sort(keys, {}, [](SpanKey key) { return std::pair(key.request, key.ordinal); });

    auto whole = std::make_shared<WholeTrace>();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (context.isStopped())
            return failure(ErrorCode::Cancelled, u"Loading was cancelled."_s);
        const auto batch = loader.batch(context, keys[i].request);
        if (!batch)
            return std::unexpected(batch.error());
        if (whole->owners.empty() || whole->owners.back() != *batch) {
            whole->owners.push_back(*batch);
            bytes += (*batch)->memory.bytes().size();
            if (bytes > MostBytes)
                return failure(ErrorCode::LimitHit,
                    u"This trace came in requests of more than 512 MiB, too much to be read whole."_s,
                    u"Look at parts of it with the SQL console."_s);
            context.setProgress(static_cast<int>(i), static_cast<int>(keys.size()));
        }
        const auto& spans = (*batch)->spans;
        const auto span = std::ranges::lower_bound(spans, keys[i].ordinal, {}, &Span::ordinal);
        if (span != spans.end() && span->ordinal == keys[i].ordinal && span->traceId == trace)
            whole->spans.push_back(&*span);
    }
    return whole;
}

Result<SpanArrivals> readSpanArrivals(duck::Connection& connection, TraceId trace) {
    const auto where = readTraceRanges(connection, trace);
    if (!where)
        return std::unexpected(where.error());
    BoundSql sql("SELECT s.span_id, min(q.arrival_unix_nano) FROM local.store.spans s JOIN local.store.requests q ON "
                 "q.id = s.request_id AND q.transport <> 'import' WHERE s.trace_id = ");
    sql << sql.value(trace) << " AND (";
    std::string_view separator;
    for (const TraceRanges::Range& range : where->ranges) {
        sql << separator << "s.seq BETWEEN " << sql.value(range.first) << " AND " << sql.value(range.last);
        separator = " OR ";
    }
    auto rows = (sql << ") GROUP BY s.span_id").run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    SpanArrivals arrivals;
    const auto read = rows->forEachRow<2>([&](const auto& columns, std::size_t row) {
        if (const auto id = SpanId::fromHex(columns[0].text(row)))
            arrivals.emplace(*id, UnixNanos::fromBits(columns[1].template get<std::int64_t>(row)));
    });
    if (!read)
        return std::unexpected(read.error());
    return arrivals;
}

} // namespace spanglass
