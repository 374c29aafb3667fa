#include "services/warehouse/BackLinks.h"

#include "services/warehouse/BoundSql.h"

#include <unordered_set>

namespace spanglass {

Result<std::vector<BackLink>> readLinksTo(duck::Connection& connection, TraceId trace) {
    BoundSql sql("SELECT l.trace_id, l.span_id, l.span_name, l.linked_span_id FROM local.store.span_links l "
                 "WHERE l.linked_trace_id = ");
    sql << sql.value(trace);
    sql << " AND l.trace_id <> " << sql.value(trace) << " ORDER BY l.seq";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<BackLink> links;
    const auto read = rows->forEachRow<4>([&](const auto& columns, std::size_t row) {
        const auto& [from, span, name, to] = columns;
        const std::string_view text = name.text(row);
        links.push_back(
            {TraceId::fromHex(from.text(row)).value_or(TraceId{}), SpanId::fromHex(span.text(row)).value_or(SpanId{}),
                QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())),
                SpanId::fromHex(to.text(row)).value_or(SpanId{})});
    });
    if (!read)
        return std::unexpected(read.error());
    return links;
}

Result<std::vector<TraceId>> readPresent(duck::Connection& connection, const std::vector<TraceId>& traces) {
    BoundSql sql("SELECT DISTINCT f.trace_id FROM local.store.trace_fragments f WHERE f.trace_id IN ");
    sql << sql.values(traces);
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_set<TraceId> held;
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        held.insert(TraceId::fromHex(columns[0].text(row)).value_or(TraceId{}));
    });
    if (!read)
        return std::unexpected(read.error());
    std::vector<TraceId> present;
    for (const TraceId& trace : traces) {
        if (held.contains(trace))
            present.push_back(trace);
    }
    return present;
}

} // namespace spanglass
