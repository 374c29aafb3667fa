#include "services/warehouse/tables/WarehouseSpanSource.h"

#include "services/core/FilterText.h"
#include "services/otlp/Encode.h"
#include "services/warehouse/tables/AnswerThread.h"
#include "services/warehouse/tables/KnownTimes.h"
#include "services/warehouse/tables/NoteQueries.h"
#include "services/warehouse/tables/RecordQueries.h"
#include "services/warehouse/tables/SpanRows.h"
#include "services/warehouse/tables/TableAnswers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

Result<SpanDetail> detailOf(const SqlTable& table, SpanKey key, const QString& tableName) {
    const auto batch = readSpans(table);
    if (!batch)
        return std::unexpected(batch.error());
    const auto span = std::ranges::find(batch.value()->spans, copyOf(key), &Span::ordinal);
    if (span == batch.value()->spans.end())
        return failure(
            ErrorCode::NotFound, u"The table does not hold this span any more."_s, u"Load the trace again."_s);
    SpanDetail detail;
    detail.owner = *batch;
    detail.span = &*span;
    detail.transport = Transport::Import;
    detail.peer = tableName;
    const Span* const one[] = {detail.span};
    detail.rawJson = QByteArray::fromStdString(rawSpanJson(encodeTraces(one), PayloadFormat::Protobuf, 0).value_or(""));
    return detail;
}

Result<std::shared_ptr<const SpanBatch>> readWhole(const SqlTable& table) {
    if (table.truncated)
        return failure(ErrorCode::LimitHit,
            u"This trace is larger than what is fetched whole (%1 spans came)."_s.arg(table.rowCount()),
            u"Look at parts of it with the SQL console."_s);
    if (table.rowCount() == 0)
        return failure(ErrorCode::NotFound, u"The table does not hold this trace."_s,
            u"New traces take up to a minute to show up in the table; then try again."_s);
    return readSpans(table);
}

} // namespace

struct WarehouseSpanSource::State {
    State(SqlWarehouse& to, TableShape shape, WarehouseSourceOptions how)
        : warehouse(to)
        , queries(std::move(shape), how.limits)
        , options(std::move(how)) { }

    template <class T, class Read> QFuture<Result<T>> ask(Result<SqlRequest> request, Read read) {
        if (!request)
            return QtFuture::makeReadyFuture(Result<T>(std::unexpected(request.error())));
        return thread.decode<T>(warehouse.run(*std::move(request)), std::move(read));
    }

    SqlWarehouse& warehouse;
    const TableQueries queries;
    const WarehouseSourceOptions options;
    KnownTimes times;
    AnswerThread thread; ///< last, so that no work outlives what it uses
};

WarehouseSpanSource::WarehouseSpanSource(SqlWarehouse& warehouse, TableShape shape, WarehouseSourceOptions options)
    : m_state(std::make_unique<State>(warehouse, std::move(shape), std::move(options))) { }

WarehouseSpanSource::~WarehouseSpanSource() = default;

const TableShape& WarehouseSpanSource::shape() const { return m_state->queries.shape(); }

TimeRange WarehouseSpanSource::effectiveRange(const TimeRange& range) const {
    TimeRange effective = range;
    if (const auto& window = m_state->options.window; window && !range.from) {
        const UnixNanos end = range.to.value_or(m_state->options.now());
        const auto length = static_cast<std::uint64_t>(window->value);
        effective.from = UnixNanos{end.value > length ? end.value - length : 0};
    }
    return effective;
}

QFuture<Result<TracePage>> WarehouseSpanSource::traces(
    const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) {
    TraceQuery asked = query;
    asked.range = effectiveRange(query.range);
    return m_state->ask<TracePage>(m_state->queries.traces(asked, offset, limit),
        [offset, &times = m_state->times](const SqlTable& table) -> Result<TracePage> {
            auto rows = readSummaries(table);
            if (!rows)
                return std::unexpected(rows.error());
            times.note(*rows);
            return TracePage{offset, *std::move(rows)};
        });
}

QFuture<Result<TraceCount>> WarehouseSpanSource::count(const TraceQuery& query) {
    TraceQuery asked = query;
    asked.range = effectiveRange(query.range);
    return m_state->ask<TraceCount>(m_state->queries.count(asked), &readCount);
}

QFuture<Result<std::uint64_t>> WarehouseSpanSource::position(const TraceQuery& query, TraceId trace) {
    TraceQuery asked = query;
    asked.range = effectiveRange(query.range);
    return m_state->ask<std::uint64_t>(m_state->queries.position(asked, trace), &readPosition);
}

QFuture<Result<TracePtr>> WarehouseSpanSource::trace(TraceId trace) {
    return m_state->ask<TracePtr>(m_state->queries.tree(trace, m_state->times.of(trace)),
        [trace](const SqlTable& table) { return readTree(table, trace); });
}

QFuture<Result<SpanDetail>> WarehouseSpanSource::span(TraceId trace, SpanKey key) {
    return m_state->ask<SpanDetail>(m_state->queries.spans(trace, spanIdOf(key), m_state->times.of(trace)),
        [key, name = shape().table](const SqlTable& table) { return detailOf(table, key, name); });
}

QFuture<Result<WholeTracePtr>> WarehouseSpanSource::wholeTrace(TraceId trace) {
    return m_state->ask<WholeTracePtr>(m_state->queries.spans(trace, std::nullopt, m_state->times.of(trace)),
        [](const SqlTable& table) -> Result<WholeTracePtr> {
            const auto batch = readWhole(table);
            if (!batch)
                return std::unexpected(batch.error());
            return wholeTraceOf(*batch);
        });
}

QFuture<Result<SpanArrivals>> WarehouseSpanSource::arrivals(TraceId trace) {
    return m_state->ask<SpanArrivals>(m_state->queries.fileTimes(trace, m_state->times.of(trace)), &readArrivals);
}

QFuture<Result<std::vector<SpanKey>>> WarehouseSpanSource::search(TraceId trace, FilterPtr filter) {
    return m_state->ask<std::vector<SpanKey>>(
        m_state->queries.search(trace, filter, m_state->times.of(trace)), &readKeys);
}

QFuture<Result<std::vector<BackLink>>> WarehouseSpanSource::linksTo(TraceId trace) {
    if (!shape().has(SpanField::Links))
        return QtFuture::makeReadyFuture(Result<std::vector<BackLink>>());
    // A link points back in time, so spans that link to the trace begin after it did.
    TimeRange time = m_state->times.of(trace);
    time.to.reset();
    return m_state->ask<std::vector<BackLink>>(
        m_state->queries.linksTo(trace, time.from ? time : effectiveRange({})), &readBackLinks);
}

QFuture<Result<std::vector<TraceId>>> WarehouseSpanSource::present(std::vector<TraceId> traces) {
    if (traces.empty())
        return QtFuture::makeReadyFuture(Result<std::vector<TraceId>>());
    const SqlRequest request = m_state->queries.present(traces, effectiveRange({}));
    return m_state->ask<std::vector<TraceId>>(
        request, [asked = std::move(traces)](const SqlTable& table) -> Result<std::vector<TraceId>> {
            const auto held = readTraceIds(table);
            if (!held)
                return held;
            std::vector<TraceId> inOrder;
            std::ranges::copy_if(asked, std::back_inserter(inOrder),
                [&](TraceId each) { return std::ranges::find(*held, each) != held->end(); });
            return inOrder;
        });
}

QFuture<Result<QStringList>> WarehouseSpanSource::suggest(const SuggestQuery& query) {
    QStringList choices = filterChoices(query.field);
    if (!choices.isEmpty()) {
        choices.removeIf([&](const QString& each) { return !each.startsWith(query.prefix, Qt::CaseInsensitive); });
        return QtFuture::makeReadyFuture(Result<QStringList>(choices));
    }
    auto request = m_state->queries.suggest(query, effectiveRange({}));
    if (!request)
        return QtFuture::makeReadyFuture(Result<QStringList>());
    return m_state->ask<QStringList>(*std::move(request), &readTexts);
}

QFuture<Result<TraceNotesPtr>> WarehouseSpanSource::notes(TraceId trace) {
    auto request = notesRequest(m_state->options.tables, trace);
    if (!request)
        return SpanSource::notes(trace);
    return m_state->ask<TraceNotesPtr>(*std::move(request), &readNotes);
}

QFuture<Result<TraceRecordsPtr>> WarehouseSpanSource::records(TraceId trace) {
    auto request = recordsRequest(m_state->options.tables, shape().generation, trace, m_state->times.of(trace));
    if (!request)
        return SpanSource::records(trace);
    return m_state->ask<TraceRecordsPtr>(*std::move(request),
        [generation = shape().generation](const SqlTable& table) { return readRecords(table, generation); });
}

QFuture<Result<std::shared_ptr<const SpanBatch>>> WarehouseSpanSource::spans(TraceId trace) {
    return m_state->ask<std::shared_ptr<const SpanBatch>>(
        m_state->queries.spans(trace, std::nullopt, m_state->times.of(trace)), &readWhole);
}

} // namespace spanglass
