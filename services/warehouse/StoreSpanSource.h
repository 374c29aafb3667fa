#pragma once

#include "services/core/SpanSource.h"

namespace spanglass {

class Store;

/// Reads the local store on a few threads of its own. Readers do not wait for the writer, and see what was committed
/// when they began.
class StoreSpanSource final : public SpanSource {
public:
    explicit StoreSpanSource(Store& store);
    ~StoreSpanSource() override;

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
    QFuture<Result<TraceRecordsPtr>> records(TraceId trace) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace spanglass
