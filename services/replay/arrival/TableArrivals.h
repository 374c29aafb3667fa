#pragma once

#include "services/replay/arrival/ArrivalSource.h"
#include "services/warehouse/tables/TableQueries.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"

namespace spanglass {

/// Asks a table of spans through a SQL warehouse.
class TableArrivals final : public ArrivalSource {
public:
    /// `warehouse` must outlive it. Precondition: the shape is readable. `patience`: how long rows may take to show up.
    TableArrivals(SqlWarehouse& warehouse, const TableShape& shape, QString where,
        std::chrono::milliseconds patience = std::chrono::seconds(180));

    std::size_t tracesAtOnce() const override { return 100; }
    Result<std::vector<SpanName>> present(
        const std::vector<TraceId>& traces, const TimeRange& time, const Cancelled& cancelled) override;
    Result<WholeTracePtr> wholeTrace(TraceId trace, const Cancelled& cancelled) override;
    std::chrono::milliseconds patience() const override { return m_patience; }
    QString where() const override { return m_where; }

private:
    SqlWarehouse& m_warehouse;
    const TableQueries m_queries;
    const QString m_where;
    const std::chrono::milliseconds m_patience;
    WarehouseSpanSource m_source;
};

} // namespace spanglass
