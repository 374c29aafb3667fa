#pragma once

#include "services/core/Ingest.h"
#include "services/core/TraceFiles.h"
#include "services/core/TraceKeeper.h"

#include <QThreadPool>

#include <atomic>

namespace spanglass {

/// Copies and exports traces that have to be fetched first, one after another. GUI thread; the work is done on a thread
/// of its own.
class FetchedTraces final : public TraceKeeper, public TraceExport {
public:
    using Fetch = std::function<QFuture<Result<std::shared_ptr<const SpanBatch>>>(TraceId)>;

    /// `fetch` is called on the worker thread. `origin` is what the store names as the sender of kept spans. `sink`
    /// must outlive this.
    FetchedTraces(Fetch fetch, QString origin, IngestSink& sink);
    ~FetchedTraces() override; ///< stops what is under way and waits for it

    QFuture<Result<std::uint64_t>> keep(std::vector<TraceId> traces) override;
    QFuture<Result<ExportReport>> exportTraces(std::vector<TraceId> traces, ExportFormat format, QString file) override;

private:
    const Fetch m_fetch;
    const QString m_origin;
    IngestSink& m_sink;
    std::atomic<bool> m_closing = false;
    QThreadPool m_pool;
};

} // namespace spanglass
