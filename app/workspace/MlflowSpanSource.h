#pragma once

#include "app/workspace/WorkspaceClients.h"
#include "services/core/SpanSource.h"

#include <QThreadPool>

#include <atomic>
#include <mutex>

namespace spanglass {

/// The traces of one experiment of an MLflow server. Lists are what a search tells, filtered and put in order here, of
/// the newest 2,000 of the time that is asked for. An opened trace is fetched whole into a store of its own, in a
/// temporary folder, which then answers what is asked about it. GUI thread.
class MlflowSpanSource final : public SpanSource {
public:
    static constexpr std::uint64_t MostListed = 2'000;
    using Batch = std::shared_ptr<const SpanBatch>;

    MlflowSpanSource(std::shared_ptr<WorkspaceClients> clients, QString experimentId);
    ~MlflowSpanSource() override; ///< cancels what is under way, and waits for that

    QFuture<Result<TracePage>> traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) override;
    QFuture<Result<TraceCount>> count(const TraceQuery& query) override;
    QFuture<Result<std::uint64_t>> position(const TraceQuery& query, TraceId trace) override;
    QFuture<Result<TracePtr>> trace(TraceId trace) override;
    QFuture<Result<SpanDetail>> span(TraceId trace, SpanKey key) override;
    QFuture<Result<WholeTracePtr>> wholeTrace(TraceId trace) override;
    QFuture<Result<std::vector<SpanKey>>> search(TraceId trace, FilterPtr filter) override;
    QFuture<Result<std::vector<BackLink>>> linksTo(TraceId trace) override;
    QFuture<Result<std::vector<TraceId>>> present(std::vector<TraceId> traces) override;
    QFuture<Result<QStringList>> suggest(const SuggestQuery& query) override;

    /// Whether the experiment has more traces of the time than the latest list looked at.
    bool isCut() const;
    /// All spans of a trace. Any thread.
    QFuture<Result<Batch>> spans(TraceId trace);

private:
    struct Listing {
        QList<MlflowTraceInfo> traces; ///< newest first
        bool cut = false; ///< there are more
    };
    using ListingPtr = std::shared_ptr<const Listing>;
    struct Opened;

    const Listing* latest() const; ///< null until it is read
    void list(const TimeRange& range);
    QFuture<Result<ListingPtr>> listed(const TimeRange& range);
    template <class T, class Read> QFuture<Result<T>> fromListing(QFuture<Result<ListingPtr>> from, Read read);
    Result<ListingPtr> readListing(const TimeRange& range, const QPromise<Result<ListingPtr>>& asked);
    Result<TracePtr> open(TraceId trace, const QPromise<Result<TracePtr>>& asked);
    /// What the store of opened traces says, or that the trace has to be opened first.
    template <class T, class Ask> QFuture<Result<T>> asOpened(Ask ask);

    const std::shared_ptr<WorkspaceClients> m_clients;
    const QString m_experiment;
    std::optional<TimeRange> m_range; ///< of m_listing
    QFuture<Result<ListingPtr>> m_listing;
    std::shared_ptr<Opened> m_opened; ///< read it by asOpened()
    std::mutex m_opening;
    std::atomic<bool> m_closing = false;
    QThreadPool m_pool;
};

} // namespace spanglass
