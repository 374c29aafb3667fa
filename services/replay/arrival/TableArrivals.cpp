#include "services/replay/arrival/TableArrivals.h"

#include "services/core/Waited.h"
#include "services/warehouse/tables/TableAnswers.h"

namespace spanglass {

TableArrivals::TableArrivals(
    SqlWarehouse& warehouse, const TableShape& shape, QString where, std::chrono::milliseconds patience)
    : m_warehouse(warehouse)
    , m_queries(shape)
    , m_where(std::move(where))
    , m_patience(patience)
    , m_source(warehouse, shape) { }

Result<std::vector<SpanName>> TableArrivals::present(
    const std::vector<TraceId>& traces, const TimeRange& time, const Cancelled& cancelled) {
    const auto table = waited(m_warehouse.run(m_queries.spanIds(traces, time)), cancelled);
    if (!table)
        return std::unexpected(table.error());
    const auto ids = readSpanIds(*table);
    if (!ids)
        return std::unexpected(ids.error());
    std::vector<SpanName> names;
    for (const auto& [trace, span] : *ids)
        names.push_back({trace, span});
    return names;
}

Result<WholeTracePtr> TableArrivals::wholeTrace(TraceId trace, const Cancelled& cancelled) {
    return waited(m_source.wholeTrace(trace), cancelled);
}

} // namespace spanglass
