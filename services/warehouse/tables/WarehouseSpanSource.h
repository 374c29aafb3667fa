#pragma once

#include "services/core/SpanSource.h"
#include "services/core/SqlWarehouse.h"
#include "services/warehouse/tables/TableQueries.h"
#include "services/warehouse/tables/TraceTables.h"

#include <functional>
#include <memory>

namespace spanglass {

struct WarehouseSourceOptions {
    TraceTables tables; ///< what goes with the table of spans, for notes; empty: there are none
    TableLimits limits;
    /// Lists whose query has no beginning are of this long before now, or before the query's end: without a bound the
    /// warehouse reads the whole table. Nothing: it may.
    std::optional<Nanos> window = Nanos{86'400'000'000'000};
    std::function<UnixNanos()> now = &UnixNanos::now;
};

/// Traces in a table of spans, read by a SQL warehouse. What a query asks is pushed down as SQL; each call is one
/// statement, and cancelling its future cancels that. Any thread; no event loop is needed in the caller's.
class WarehouseSpanSource final : public SpanSource {
public:
    /// `warehouse` must outlive the source. Precondition: the shape is readable.
    WarehouseSpanSource(SqlWarehouse& warehouse, TableShape shape, WarehouseSourceOptions options = {});
    ~WarehouseSpanSource() override;

    const TableShape& shape() const;
    /// The range that is asked for: the query's, or the window before now.
    TimeRange effectiveRange(const TimeRange& range) const;

    QFuture<Result<TracePage>> traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) override;
    QFuture<Result<TraceCount>> count(const TraceQuery& query) override;
    QFuture<Result<std::uint64_t>> position(const TraceQuery& query, TraceId trace) override;
    QFuture<Result<TracePtr>> trace(TraceId trace) override;
    QFuture<Result<SpanDetail>> span(TraceId trace, SpanKey key) override;
    QFuture<Result<WholeTracePtr>> wholeTrace(TraceId trace) override;
    QFuture<Result<SpanArrivals>> arrivals(TraceId trace) override;
    QFuture<Result<std::vector<SpanKey>>> search(TraceId trace, FilterPtr filter) override;
    QFuture<Result<std::vector<BackLink>>> linksTo(TraceId trace) override;
    QFuture<Result<std::vector<TraceId>>> present(std::vector<TraceId> traces) override;
    QFuture<Result<QStringList>> suggest(const SuggestQuery& query) override;

    QFuture<Result<TraceNotesPtr>> notes(TraceId trace) override;
    QFuture<Result<TraceRecordsPtr>> records(TraceId trace) override;

    /// All spans of a trace with everything they say, in one batch.
    QFuture<Result<std::shared_ptr<const SpanBatch>>> spans(TraceId trace);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace spanglass
