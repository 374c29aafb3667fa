#include "app/workspace/MlflowSpanSource.h"

#include "services/core/FilterText.h"
#include "services/core/Waited.h"
#include "services/formats/KeepSpans.h"
#include "services/mlflow/MlflowTraceList.h"
#include "services/store/Store.h"
#include "services/store/StoreOptions.h"
#include "services/warehouse/StoreSpanSource.h"

#include <QTemporaryDir>
#include <QtConcurrent>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 500; // the most that a search gives
constexpr int MostPages = 20;

QString mlflowId(TraceId trace) { return u"tr-"_s + trace.text(); }

} // namespace

/// Where opened traces lie.
struct MlflowSpanSource::Opened {
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<StoreSpanSource> source;
};

MlflowSpanSource::MlflowSpanSource(std::shared_ptr<WorkspaceClients> clients, QString experimentId)
    : m_clients(std::move(clients))
    , m_experiment(std::move(experimentId)) { }

MlflowSpanSource::~MlflowSpanSource() {
    m_closing = true;
    m_listing.cancel();
    m_pool.waitForDone();
}

/// A newer list takes the place of an older one.
void MlflowSpanSource::list(const TimeRange& range) {
    m_listing.cancel();
    m_range = range;
    m_listing = QtConcurrent::run(&m_pool,
        [this, range](QPromise<Result<ListingPtr>>& promise) { promise.addResult(readListing(range, promise)); });
}

const MlflowSpanSource::Listing* MlflowSpanSource::latest() const {
    const bool read = m_listing.isFinished() && m_listing.resultCount() > 0 && m_listing.result();
    return read ? m_listing.result()->get() : nullptr;
}

bool MlflowSpanSource::isCut() const { return latest() && latest()->cut; }

QFuture<Result<MlflowSpanSource::ListingPtr>> MlflowSpanSource::listed(const TimeRange& range) {
    if (m_range != range)
        list(range);
    return m_listing;
}

Result<MlflowSpanSource::ListingPtr> MlflowSpanSource::readListing(
    const TimeRange& range, const QPromise<Result<ListingPtr>>& asked) {
    auto listing = std::make_shared<Listing>();
    MlflowTraceQuery query;
    query.experimentIds = {m_experiment};
    query.filter = mlflowFilter(range);
    query.maxResults = PageSize;
    int pages = 0;
    do {
        const auto page = waited(m_clients->traces.search(query), [&] { return m_closing || asked.isCanceled(); });
        if (!page)
            return std::unexpected<Error>(page.error());
        std::ranges::copy_if(page->traces, std::back_inserter(listing->traces),
            [](const MlflowTraceInfo& each) { return each.traceId.isValid(); });
        query.pageToken = page->nextPageToken;
    } while (!query.pageToken.isEmpty() && ++pages < MostPages && std::uint64_t(listing->traces.size()) < MostListed);
    listing->cut = !query.pageToken.isEmpty();
    return listing;
}

/// Several questions wait for one listing, and a future calls one continuation at most. A listing that is given up ends
/// soon.
template <class T, class Read>
QFuture<Result<T>> MlflowSpanSource::fromListing(QFuture<Result<ListingPtr>> from, Read read) {
    return QtConcurrent::run(&m_pool, [from, read]() mutable -> Result<T> {
        from.waitForFinished();
        if (from.isCanceled() || from.resultCount() == 0)
            return failure(ErrorCode::Cancelled, u"A newer list took the place of this one."_s);
        const Result<ListingPtr> listing = from.result();
        return listing ? read(**listing) : Result<T>(std::unexpected(listing.error()));
    });
}

QFuture<Result<TraceCount>> MlflowSpanSource::count(const TraceQuery& query) {
    if (const auto good = checkMlflowFilter(query.filter); !good)
        return QtFuture::makeReadyFuture(Result<TraceCount>(std::unexpected(good.error())));
    list(query.range);
    return fromListing<TraceCount>(m_listing, [filter = query.filter](const Listing& listing) -> Result<TraceCount> {
        TraceCount count;
        for (const MlflowTraceInfo& each : listing.traces) {
            if (matchesMlflow(filter, each)) {
                ++count.traces;
                count.spans += summaryOf(each).spans;
            }
        }
        return count;
    });
}

QFuture<Result<TracePage>> MlflowSpanSource::traces(
    const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) {
    if (const auto good = checkMlflowFilter(query.filter); !good)
        return QtFuture::makeReadyFuture(Result<TracePage>(std::unexpected(good.error())));
    return fromListing<TracePage>(
        listed(query.range), [query, offset, limit](const Listing& listing) -> Result<TracePage> {
            std::vector<TraceSummary> rows;
            for (const MlflowTraceInfo& each : listing.traces) {
                if (matchesMlflow(query.filter, each))
                    rows.push_back(summaryOf(each));
            }
            orderTraces(rows, query.sort, query.descending);
            rows.erase(rows.begin(), rows.begin() + static_cast<qsizetype>(std::min(offset, rows.size())));
            rows.resize(std::min<std::size_t>(rows.size(), limit));
            return TracePage{offset, std::move(rows)};
        });
}

QFuture<Result<std::uint64_t>> MlflowSpanSource::position(const TraceQuery& query, TraceId trace) {
    return traces(query, 0, MostListed)
        .then(QtFuture::Launch::Sync, [trace](const Result<TracePage>& page) -> Result<std::uint64_t> {
            if (!page)
                return std::unexpected(page.error());
            const auto at = std::ranges::find(page->rows, trace, &TraceSummary::id);
            if (at == page->rows.end())
                return failure(ErrorCode::NotFound, u"The trace is not on the list."_s);
            return static_cast<std::uint64_t>(at - page->rows.begin());
        });
}

QFuture<Result<TracePtr>> MlflowSpanSource::trace(TraceId trace) {
    return QtConcurrent::run(
        &m_pool, [this, trace](QPromise<Result<TracePtr>>& promise) { promise.addResult(open(trace, promise)); });
}

Result<TracePtr> MlflowSpanSource::open(TraceId trace, const QPromise<Result<TracePtr>>& asked) {
    const auto cancelled = [&] { return m_closing || asked.isCanceled(); };
    const auto batch = waited(spans(trace), cancelled);
    if (!batch)
        return std::unexpected(batch.error());
    const std::lock_guard lock(m_opening);
    if (!m_opened) {
        auto opened = std::make_shared<Opened>();
        StoreOptions options;
        options.file = opened->folder.filePath(u"opened.duckdb"_s);
        auto store = Store::open(options);
        if (!store)
            return std::unexpected(store.error());
        opened->store = *std::move(store);
        opened->source = std::make_unique<StoreSpanSource>(*opened->store);
        m_opened = std::move(opened);
    }
    const QString origin = u"MLflow "_s + m_clients->api->connection().host;
    if (const auto stored = keepSpans(**batch, origin, m_opened->store->sink()); !stored)
        return std::unexpected(stored.error());
    return waited(m_opened->source->trace(trace), cancelled);
}

template <class T, class Ask> QFuture<Result<T>> MlflowSpanSource::asOpened(Ask ask) {
    const std::lock_guard lock(m_opening);
    if (m_opened)
        return ask(*m_opened->source);
    return QtFuture::makeReadyFuture(
        Result<T>(failure(ErrorCode::NotFound, u"The trace has not been fetched."_s, u"Open it from the list."_s)));
}

QFuture<Result<SpanDetail>> MlflowSpanSource::span(TraceId trace, SpanKey key) {
    return asOpened<SpanDetail>([&](SpanSource& source) { return source.span(trace, key); });
}

QFuture<Result<WholeTracePtr>> MlflowSpanSource::wholeTrace(TraceId trace) {
    return spans(trace).then(QtFuture::Launch::Sync, [](const Result<Batch>& batch) -> Result<WholeTracePtr> {
        if (!batch)
            return std::unexpected(batch.error());
        return wholeTraceOf(*batch);
    });
}

QFuture<Result<std::vector<SpanKey>>> MlflowSpanSource::search(TraceId trace, FilterPtr filter) {
    return asOpened<std::vector<SpanKey>>([&](SpanSource& source) { return source.search(trace, filter); });
}

QFuture<Result<std::vector<BackLink>>> MlflowSpanSource::linksTo(TraceId trace) {
    return asOpened<std::vector<BackLink>>([&](SpanSource& source) { return source.linksTo(trace); });
}

QFuture<Result<std::vector<TraceId>>> MlflowSpanSource::present(std::vector<TraceId> traces) {
    return fromListing<std::vector<TraceId>>(listed(m_range.value_or(TimeRange())),
        [traces = std::move(traces)](const Listing& listing) -> Result<std::vector<TraceId>> {
            std::vector<TraceId> there;
            std::ranges::copy_if(traces, std::back_inserter(there), [&](TraceId id) {
                return std::ranges::find(listing.traces, id, &MlflowTraceInfo::traceId) != listing.traces.end();
            });
            return there;
        });
}

QFuture<Result<QStringList>> MlflowSpanSource::suggest(const SuggestQuery& query) {
    QStringList found = filterChoices(query.field);
    const bool services = query.field == FilterField::Service;
    const bool names = services || query.field == FilterField::Name || query.field == FilterField::Root;
    if (const Listing* listing = names ? latest() : nullptr) {
        for (const MlflowTraceInfo& each : listing->traces)
            found << (services ? summaryOf(each).services.value(0) : each.name);
        found.removeAll(QString());
        found.removeDuplicates();
    }
    found.removeIf([&](const QString& each) { return !each.startsWith(query.prefix, Qt::CaseInsensitive); });
    return QtFuture::makeReadyFuture(Result<QStringList>(found.mid(0, query.limit)));
}

QFuture<Result<MlflowSpanSource::Batch>> MlflowSpanSource::spans(TraceId trace) {
    return m_clients->traces.fetch(mlflowId(trace));
}

} // namespace spanglass
