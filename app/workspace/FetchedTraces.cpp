#include "app/workspace/FetchedTraces.h"

#include "services/core/Waited.h"
#include "services/formats/Exporter.h"
#include "services/formats/KeepSpans.h"

#include <QPromise>
#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Batch = std::shared_ptr<const SpanBatch>;
class FetchedStream final : public TraceStream {
public:
    FetchedStream(const FetchedTraces::Fetch& fetch, const IsCancelled& cancelled)
        : m_fetch(fetch)
        , m_cancelled(cancelled) { }

    Result<std::uint64_t> count(const std::vector<TraceId>& traces) override { return traces.size(); }

    Result<> read(const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) override {
        for (const TraceId trace : traces) {
            const auto batch = waited(m_fetch(trace), m_cancelled);
            if (!batch)
                return std::unexpected(batch.error());
            TraceSpans spans{trace, {*batch}, {}};
            for (const Span& span : (*batch)->spans)
                spans.spans.push_back(&span);
            if (!take(spans))
                return {};
        }
        return {};
    }

private:
    const FetchedTraces::Fetch& m_fetch;
    const IsCancelled& m_cancelled;
};

} // namespace

FetchedTraces::FetchedTraces(Fetch fetch, QString origin, IngestSink& sink)
    : m_fetch(std::move(fetch))
    , m_origin(std::move(origin))
    , m_sink(sink) {
    m_pool.setMaxThreadCount(1);
}

FetchedTraces::~FetchedTraces() {
    m_closing = true;
    m_pool.waitForDone();
}

QFuture<Result<std::uint64_t>> FetchedTraces::keep(std::vector<TraceId> traces) {
    using Kept = Result<std::uint64_t>;
    return QtConcurrent::run(&m_pool, [this, traces = std::move(traces)](QPromise<Kept>& promise) {
        promise.setProgressRange(0, static_cast<int>(traces.size()));
        std::uint64_t kept = 0;
        for (const TraceId trace : traces) {
            const auto batch = waited(m_fetch(trace), [&] { return m_closing || promise.isCanceled(); });
            if (!batch) {
                promise.addResult(Kept(std::unexpected(batch.error())));
                return;
            }
            if (const auto stored = keepSpans(**batch, m_origin, m_sink); !stored) {
                promise.addResult(Kept(std::unexpected(stored.error())));
                return;
            }
            promise.setProgressValue(static_cast<int>(++kept));
        }
        promise.addResult(Kept(kept));
    });
}

QFuture<Result<ExportReport>> FetchedTraces::exportTraces(
    std::vector<TraceId> traces, ExportFormat format, QString file) {
    return QtConcurrent::run(&m_pool,
        [this, traces = std::move(traces), format, file = std::move(file)](QPromise<Result<ExportReport>>& promise) {
            promise.setProgressRange(0, 1000);
            const IsCancelled cancelled = [&] { return m_closing || promise.isCanceled(); };
            FetchedStream stream(m_fetch, cancelled);
            promise.addResult(spanglass::exportTraces(stream, traces, format, file,
                {.progress = [&](int thousandths) { promise.setProgressValue(thousandths); }, .cancelled = cancelled}));
        });
}

} // namespace spanglass
