#include "services/warehouse/TracesSql.h"

#include <unordered_map>

namespace spanglass {

namespace {

constexpr std::string_view Title = "coalesce(arg_min(f.root_name, f.root_start_unix_nano), "
                                   // Without a start a fragment comes last.
                                   "arg_min(f.first_name, coalesce(f.start_time_unix_nano, 18446744073709551615)))";

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QStringList distinctServices(const duck::ColumnView& fragments, std::size_t row) {
    QStringList services;
    const auto lists = fragments.range(row);
    const duck::ColumnView list = fragments.items();
    for (std::size_t i = lists.first; i < lists.first + lists.count; ++i) {
        const auto names = list.range(i);
        const duck::ColumnView name = list.items();
        for (std::size_t n = names.first; n < names.first + names.count; ++n) {
            const QString service = toQString(name.text(n));
            if (!services.contains(service))
                services += service;
        }
    }
    return services;
}

} // namespace

std::string tracesSubquery(const TimeRange& range, BoundSql& sql) {
    std::string text = "(SELECT f.trace_id, min(f.first_seq) AS first_seq, max(f.last_seq) AS last_seq, "
                       "CAST(sum(f.spans) AS BIGINT) AS spans, CAST(sum(f.errors) AS BIGINT) AS errors, "
                       "min(f.start_time_unix_nano) AS start, max(f.end_time_unix_nano) AS finish, "
                       "arg_min(f.root_name, f.root_start_unix_nano) AS root_name, ";
    text += Title;
    text += " AS title, arg_min(f.services[1], f.first_seq) AS service "
            "FROM local.store.trace_fragments f GROUP BY f.trace_id";
    std::string having;
    if (range.from)
        having = " HAVING min(f.start_time_unix_nano) >= " + sql.value(range.from->value);
    if (range.to)
        having += (having.empty() ? " HAVING " : " AND ")
            + ("min(f.start_time_unix_nano) < " + sql.value(range.to->value));
    return text + having + ") t";
}

std::string traceOrder(const TraceQuery& query) {
    const auto key = [&]() -> std::string {
        switch (query.sort) {
        case TraceSort::Start:
            return "t.start";
        case TraceSort::Duration:
            return "CAST(t.finish AS HUGEINT) - CAST(t.start AS HUGEINT)";
        case TraceSort::Spans:
            return "t.spans";
        case TraceSort::Errors:
            return "t.errors";
        case TraceSort::Name:
            return "lower(t.title)";
        case TraceSort::Service:
            return "lower(t.service)";
        case TraceSort::Arrival:
            return "t.first_seq";
        }
        return "t.start";
    }();
    return key + (query.descending ? " DESC" : " ASC") + " NULLS LAST, t.trace_id";
}

Result<std::vector<TraceSummary>> readSummaries(duck::Connection& connection, const std::vector<TraceId>& ids) {
    BoundSql sql("SELECT f.trace_id, min(f.start_time_unix_nano), max(f.end_time_unix_nano), "
                 "CAST(sum(f.spans) AS BIGINT), CAST(sum(f.errors) AS BIGINT), ");
    sql << Title << ", count(f.root_name), list(f.services ORDER BY f.first_seq) "
        << "FROM local.store.trace_fragments f WHERE f.trace_id IN " << sql.values(ids) << " GROUP BY f.trace_id";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_map<TraceId, TraceSummary> byId;
    const auto read = rows->forEachRow<8>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        const auto time = [&](std::size_t column) {
            return UnixNanos{columns[column].isNull(row) ? 0 : columns[column].template get<std::uint64_t>(row)};
        };
        TraceSummary summary;
        summary.id = TraceId::fromHex(columns[0].text(row)).value_or(TraceId{});
        summary.start = time(1);
        summary.end = time(2);
        summary.spans = static_cast<std::uint32_t>(number(3));
        summary.errors = static_cast<std::uint32_t>(number(4));
        summary.rootName = toQString(columns[5].text(row));
        summary.rootMissing = number(6) == 0;
        summary.services = distinctServices(columns[7], row);
        byId.emplace(summary.id, std::move(summary));
    });
    if (!read)
        return std::unexpected(read.error());
    std::vector<TraceSummary> summaries;
    summaries.reserve(ids.size());
    for (const TraceId& id : ids) {
        if (const auto found = byId.find(id); found != byId.end())
            summaries.push_back(std::move(found->second));
    }
    return summaries;
}

} // namespace spanglass
