#pragma once

#include "services/core/TraceBuilder.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/SpanBuilder.h"

namespace spanglass::test {

/// A source whose spans are decoded batches in memory; the number of a batch is the request in its span keys. Searches
/// look at names, services, types, status, kind and attributes. Lists of traces are those of FakeTraceList.
class FakeSpanSource : public FakeTraceList {
public:
    /// Returns the batch's number.
    std::int64_t add(std::shared_ptr<const SpanBatch> batch) {
        m_batches.push_back(std::move(batch));
        return static_cast<std::int64_t>(m_batches.size()) - 1;
    }
    std::int64_t add(const SpanBuilder& builder) { return add(builder.batch()); }
    void forget() { m_batches.clear(); }
    const std::shared_ptr<const SpanBatch>& batchAt(std::size_t number) const { return m_batches[number]; }

    TraceNotes written; ///< about every trace, when `keepsNotes`
    TraceRecords logged;
    bool keepsNotes = false;
    std::optional<Error> notesFault;
    SpanArrivals arrived; ///< the answer of arrivals()
    std::optional<Error> arrivalsFault;

    QFuture<Result<TracePtr>> trace(TraceId id) override;
    QFuture<Result<SpanDetail>> span(TraceId id, SpanKey key) override;
    QFuture<Result<WholeTracePtr>> wholeTrace(TraceId id) override;
    QFuture<Result<SpanArrivals>> arrivals(TraceId id) override;
    QFuture<Result<std::vector<SpanKey>>> search(TraceId id, FilterPtr filter) override;
    QFuture<Result<std::vector<BackLink>>> linksTo(TraceId id) override;
    QFuture<Result<std::vector<TraceId>>> present(std::vector<TraceId> traces) override;
    QFuture<Result<TraceNotesPtr>> notes(TraceId id) override;
    QFuture<Result<TraceRecordsPtr>> records(TraceId id) override;

private:
    /// Calls `visit(span, key)` for every span of the trace.
    template <class Visit> void forEach(TraceId id, Visit visit) const {
        for (std::size_t b = 0; b < m_batches.size(); ++b)
            for (std::uint32_t i = 0; i < m_batches[b]->spans.size(); ++i)
                if (m_batches[b]->spans[i].traceId == id)
                    visit(m_batches[b]->spans[i], SpanKey{static_cast<std::int64_t>(b), i});
    }

    std::vector<std::shared_ptr<const SpanBatch>> m_batches;
};

/// Whether one span matches; fields about whole traces never do.
bool spanMatches(const Filter& filter, const Span& span);

} // namespace spanglass::test
