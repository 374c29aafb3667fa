#include "services/warehouse/StoreSpanSource.h"

#include "services/core/FilterText.h"
#include "services/warehouse/BackLinks.h"
#include "services/warehouse/ReaderPool.h"
#include "services/warehouse/RecordReader.h"
#include "services/warehouse/SpanLoader.h"
#include "services/warehouse/Suggestions.h"
#include "services/warehouse/TraceLoader.h"
#include "services/warehouse/TraceMatcher.h"
#include "services/warehouse/TraceSearch.h"
#include "services/warehouse/WholeTraceReader.h"

namespace spanglass {

namespace {

/// Changes with every commit and every deletion.
struct StoreVersion {
    std::int64_t lastSeq = -1;
    std::int64_t fragments = -1;

    bool operator==(const StoreVersion&) const = default;
};

Result<StoreVersion> readVersion(duck::Connection& connection) {
    auto rows = connection.query("SELECT coalesce(max(last_seq), 0), count(*) FROM local.store.trace_fragments");
    if (!rows)
        return std::unexpected(rows.error());
    if (const auto more = rows->next(); !more)
        return std::unexpected(more.error());
    return StoreVersion{rows->column(0).get<std::int64_t>(0), rows->column(1).get<std::int64_t>(0)};
}

bool sameQuery(const TraceQuery& a, const TraceQuery& b) {
    return a.range == b.range && a.sort == b.sort && a.descending == b.descending && sameFilter(a.filter, b.filter);
}

/// What the last list query has found so far; starts anew when the query or the store has changed.
class ListCache {
public:
    template <class Use>
    std::invoke_result_t<Use, TraceMatcher&> with(ReadContext& context, const TraceQuery& query, Use use) {
        const std::scoped_lock lock(m_mutex);
        const auto version = readVersion(context.connection());
        if (!version)
            return std::unexpected(version.error());
        if (!m_matcher || *version != m_version || !sameQuery(query, m_query)) {
            m_matcher = std::make_unique<TraceMatcher>(query);
            m_query = query;
            m_version = *version;
        }
        auto answer = use(*m_matcher);
        if (!answer)
            m_matcher.reset();
        return answer;
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<TraceMatcher> m_matcher;
    TraceQuery m_query;
    StoreVersion m_version;
};

} // namespace

struct StoreSpanSource::State {
    explicit State(Store& store)
        : pool(newReaders(store, 3)) { }

    SpanLoader spans;
    ListCache list;
    ReaderPool pool; ///< last, so that no work outlives what it uses
};

StoreSpanSource::StoreSpanSource(Store& store)
    : m_state(std::make_unique<State>(store)) { }

StoreSpanSource::~StoreSpanSource() = default;

QFuture<Result<TracePage>> StoreSpanSource::traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) {
    return m_state->pool.run<TracePage>([=, &list = m_state->list](ReadContext& context) -> Result<TracePage> {
        const auto ids
            = list.with(context, query, [&](TraceMatcher& matcher) { return matcher.page(context, offset, limit); });
        if (!ids)
            return std::unexpected(ids.error());
        auto rows = readSummaries(context.connection(), *ids);
        if (!rows)
            return std::unexpected(rows.error());
        return TracePage{offset, *std::move(rows)};
    });
}

QFuture<Result<TraceCount>> StoreSpanSource::count(const TraceQuery& query) {
    // Its own matcher: a page must not wait until everything has been counted.
    return m_state->pool.run<TraceCount>([query](ReadContext& context) { return TraceMatcher(query).count(context); });
}

QFuture<Result<std::uint64_t>> StoreSpanSource::position(const TraceQuery& query, TraceId trace) {
    return m_state->pool.run<std::uint64_t>([=, &list = m_state->list](ReadContext& context) {
        return list.with(context, query, [&](TraceMatcher& matcher) { return matcher.position(context, trace); });
    });
}

QFuture<Result<TracePtr>> StoreSpanSource::trace(TraceId trace) {
    return m_state->pool.run<TracePtr>([trace](ReadContext& context) { return loadTrace(context, trace); });
}

QFuture<Result<SpanDetail>> StoreSpanSource::span(TraceId trace, SpanKey key) {
    return m_state->pool.run<SpanDetail>(
        [=, &spans = m_state->spans](ReadContext& context) { return spans.load(context, trace, key); });
}

QFuture<Result<WholeTracePtr>> StoreSpanSource::wholeTrace(TraceId trace) {
    return m_state->pool.run<WholeTracePtr>(
        [=, &spans = m_state->spans](ReadContext& context) { return readWholeTrace(context, spans, trace); });
}

QFuture<Result<SpanArrivals>> StoreSpanSource::arrivals(TraceId trace) {
    return m_state->pool.run<SpanArrivals>(
        [trace](ReadContext& context) { return readSpanArrivals(context.connection(), trace); });
}

QFuture<Result<std::vector<SpanKey>>> StoreSpanSource::search(TraceId trace, FilterPtr filter) {
    return m_state->pool.run<std::vector<SpanKey>>(
        [=](ReadContext& context) { return searchTrace(context, trace, filter); });
}

QFuture<Result<std::vector<BackLink>>> StoreSpanSource::linksTo(TraceId trace) {
    return m_state->pool.run<std::vector<BackLink>>(
        [trace](ReadContext& context) { return readLinksTo(context.connection(), trace); });
}

QFuture<Result<std::vector<TraceId>>> StoreSpanSource::present(std::vector<TraceId> traces) {
    return m_state->pool.run<std::vector<TraceId>>(
        [traces = std::move(traces)](ReadContext& context) { return readPresent(context.connection(), traces); });
}

QFuture<Result<QStringList>> StoreSpanSource::suggest(const SuggestQuery& query) {
    return m_state->pool.run<QStringList>([query](ReadContext& context) { return suggestValues(context, query); });
}

QFuture<Result<TraceRecordsPtr>> StoreSpanSource::records(TraceId trace) {
    return m_state->pool.run<TraceRecordsPtr>(
        [trace](ReadContext& context) { return readRecords(context.connection(), trace); });
}

} // namespace spanglass
