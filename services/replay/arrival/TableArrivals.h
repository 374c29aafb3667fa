#pragma once

#include "services/replay/arrival/ArrivalSource.h"
#include "services/warehouse/tables/TableQueries.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"

namespace spanglass {

/// Asks a table of spans through a SQL warehouse.
class TableArrivals final : public ArrivalSource {
public:
    /// `warehouse` must outlive it. Precondition: the shape is readable.
    TableArrivals(SqlWarehouse& warehouse, const TableShape& shape, QString where);

    std::size_t tracesAtOnce() const override { return 100; }
    Result<std::vector<SpanName>> present(
        const std::vector<TraceId>& traces, const TimeRange& time, const Cancelled& cancelled) override;
    Result<WholeTracePtr> wholeTrace(TraceId trace, const Cancelled& cancelled) override;
    QString where() const override { return m_where; }

private:
    SqlWarehouse& m_warehouse;
    const TableQueries m_queries;
    const QString m_where;
    WarehouseSpanSource m_source;
};

} // namespace spanglass
