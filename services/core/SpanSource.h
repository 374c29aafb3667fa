#pragma once

#include "services/core/Batch.h"
#include "services/core/Error.h"
#include "services/core/Filter.h"
#include "services/core/Ingest.h"
#include "services/core/Trace.h"
#include "services/core/TraceNotes.h"
#include "services/core/TraceRecord.h"
#include "services/core/WholeTrace.h"

#include <QByteArray>
#include <QFuture>
#include <QStringList>

#include <optional>

namespace spanglass {

/// Half open; a trace is inside when it starts inside.
struct TimeRange {
    std::optional<UnixNanos> from;
    std::optional<UnixNanos> to;

    bool operator==(const TimeRange&) const = default;
};

enum class TraceSort : std::uint8_t { Start, Duration, Spans, Errors, Name, Service, Arrival };

struct TraceQuery {
    TimeRange range;
    FilterPtr filter;
    TraceSort sort = TraceSort::Start;
    bool descending = true;
};

/// One row of the trace list.
struct TraceSummary {
    TraceId id;
    QString rootName; ///< of the earliest root; of the earliest span when no root has come
    QStringList services;
    UnixNanos start;
    UnixNanos end;
    std::uint32_t spans = 0;
    std::uint32_t errors = 0;
    bool rootMissing = false;

    Nanos duration() const { return end - start; }
};

struct TracePage {
    std::uint64_t offset = 0;
    std::vector<TraceSummary> rows;
};

/// How many traces match, and in how many spans.
struct TraceCount {
    std::uint64_t traces = 0;
    std::uint64_t spans = 0;
};

/// A whole span, decoded from what was captured, with the facts of its arrival.
struct SpanDetail {
    std::shared_ptr<const SpanBatch> owner; ///< keeps `span` alive
    const Span* span = nullptr;
    QByteArray rawJson; ///< the span as OTLP/JSON, pretty-printed, unknown fields included
    UnixNanos arrival;
    Transport transport = Transport::Http;
    QString userAgent;
    QString peer;
};

/// A span of another trace that links to a span of this one.
struct BackLink {
    TraceId fromTrace;
    SpanId fromSpan;
    QString fromName;
    SpanId toSpan;
};

/// What a completion popup asks: the field (and attribute key) whose values are wanted; Attribute with an empty key
/// asks for keys.
struct SuggestQuery {
    FilterField field = FilterField::Service;
    QString key;
    QString prefix;
    int limit = 50;
};

/// Where traces are read from: the local store, or a Databricks SQL warehouse. Every call returns at once; futures can
/// be cancelled, report progress where it is known, and end with Error instead of throwing. GUI thread.
class SpanSource {
public:
    virtual ~SpanSource() = default;

    virtual QFuture<Result<TracePage>> traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) = 0;
    virtual QFuture<Result<TraceCount>> count(const TraceQuery& query) = 0;
    /// Place of a trace in the query's order; NotFound when it does not match.
    virtual QFuture<Result<std::uint64_t>> position(const TraceQuery& query, TraceId trace) = 0;
    virtual QFuture<Result<TracePtr>> trace(TraceId trace) = 0;
    virtual QFuture<Result<SpanDetail>> span(TraceId trace, SpanKey key) = 0;
    /// Keys of the trace's spans that match, in no particular order.
    virtual QFuture<Result<std::vector<SpanKey>>> search(TraceId trace, FilterPtr filter) = 0;
    virtual QFuture<Result<std::vector<BackLink>>> linksTo(TraceId trace) = 0;
    /// Which of these traces the source holds.
    virtual QFuture<Result<std::vector<TraceId>>> present(std::vector<TraceId> traces) = 0;
    virtual QFuture<Result<QStringList>> suggest(const SuggestQuery& query) = 0;
    /// Every span of the trace, whole, for comparing.
    virtual QFuture<Result<WholeTracePtr>> wholeTrace(TraceId) {
        return QtFuture::makeReadyFuture(Result<WholeTracePtr>(
            failure(ErrorCode::NotFound, QStringLiteral("Whole traces cannot be read from this place."))));
    }
    /// When its spans came there; those whose time nobody wrote down are left out.
    virtual QFuture<Result<SpanArrivals>> arrivals(TraceId) {
        return QtFuture::makeReadyFuture(Result<SpanArrivals>());
    }
    /// What was written about the trace beside its spans; null where nothing of the kind is kept.
    virtual QFuture<Result<TraceNotesPtr>> notes(TraceId) {
        return QtFuture::makeReadyFuture(Result<TraceNotesPtr>(nullptr));
    }
    /// The log records that name the trace; null where no logs are kept.
    virtual QFuture<Result<TraceRecordsPtr>> records(TraceId) {
        return QtFuture::makeReadyFuture(Result<TraceRecordsPtr>(nullptr));
    }
};

} // namespace spanglass
