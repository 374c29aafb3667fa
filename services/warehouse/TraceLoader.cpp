#include "services/warehouse/TraceLoader.h"

#include "services/core/TraceBuilder.h"
#include "services/warehouse/BoundSql.h"
#include "services/warehouse/TraceRanges.h"

namespace spanglass {

namespace {

/// Spans between two reports of progress; below this a trace is there at once.
constexpr std::uint64_t ProgressStep = 20'000;

constexpr std::string_view Columns
    = "SELECT s.span_id, s.parent_span_id, s.start_time_unix_nano, s.end_time_unix_nano, s.kind, s.status_code, "
      "s.name, "
      "r.service_name, s.span_type, len(s.links), s.notices, s.content_hash, s.request_id, s.ordinal, s.events "
      "FROM local.store.spans s JOIN local.store.resources r ON r.id = s.resource_id ";

SpanId spanId(const duck::ColumnView& column, std::size_t row) {
    return SpanId::fromHex(column.text(row)).value_or(SpanId{});
}

void addChunk(const duck::Rows& rows, TraceBuilder& builder) {
    const auto id = rows.column(0), parent = rows.column(1), start = rows.column(2), end = rows.column(3),
               kind = rows.column(4), status = rows.column(5), name = rows.column(6), service = rows.column(7),
               type = rows.column(8), links = rows.column(9), notices = rows.column(10), hash = rows.column(11),
               request = rows.column(12), ordinal = rows.column(13), events = rows.column(14);
    const auto eventTime = events.items().field(0), eventName = events.items().field(1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        SpanRecord span;
        span.id = spanId(id, row);
        span.parent = spanId(parent, row);
        span.start = UnixNanos::fromBits(start.get<std::int64_t>(row));
        span.end = UnixNanos::fromBits(end.get<std::int64_t>(row));
        span.kind = spanKindFromName(kind.text(row));
        span.status = statusCodeFromName(status.text(row));
        span.name = name.text(row);
        span.service = service.text(row);
        span.type = type.text(row);
        span.linkCount = links.isNull(row) ? 0 : static_cast<std::uint32_t>(links.get<std::int64_t>(row));
        span.notices = notices.get<std::uint8_t>(row);
        span.contentHash = hash.get<std::uint64_t>(row);
        span.key = {request.get<std::int64_t>(row), static_cast<std::uint32_t>(ordinal.get<std::int32_t>(row))};
        if (!builder.add(span))
            continue;
        const auto range = events.range(row);
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            builder.addMarker(UnixNanos::fromBits(eventTime.get<std::int64_t>(i)), eventName.text(i));
    }
}

} // namespace

Result<TracePtr> loadTrace(ReadContext& context, TraceId trace) {
    const auto where = readTraceRanges(context.connection(), trace);
    if (!where)
        return std::unexpected(where.error());
    TraceBuilder builder(trace);
    builder.reserve(where->spans);
    std::uint64_t read = 0;
    std::uint64_t reported = 0;
    for (const TraceRanges::Range& range : where->ranges) {
        BoundSql sql(Columns);
        sql << "WHERE s.trace_id = " << sql.value(trace);
        sql << " AND s.seq BETWEEN " << sql.value(range.first) << " AND " << sql.value(range.last);
        auto rows = sql.stream(context.connection());
        if (!rows)
            return std::unexpected(rows.error());
        while (true) {
            const auto more = rows->next();
            if (!more)
                return std::unexpected(more.error());
            if (!*more)
                break;
            if (context.isStopped())
                return failure(ErrorCode::Cancelled, QStringLiteral("Loading was cancelled."));
            addChunk(*rows, builder);
            read += rows->size();
            if (read - reported >= ProgressStep) {
                context.setProgress(static_cast<int>(read), static_cast<int>(where->spans));
                reported = read;
            }
        }
    }
    return std::move(builder).build();
}

} // namespace spanglass
