#include "services/formats/FileExchange.h"

#include "services/formats/Exporter.h"
#include "services/formats/Importer.h"
#include "services/formats/SampleTraces.h"

#include <QPromise>
#include <QtConcurrent>

namespace spanglass {

FileExchange::FileExchange(IngestSink& sink, TraceStream& source)
    : m_sink(sink)
    , m_source(source) {
    m_pool.setMaxThreadCount(1);
}

FileExchange::~FileExchange() {
    m_closing = true;
    m_pool.waitForDone();
}

template <class T, class Work> QFuture<Result<T>> FileExchange::run(Work work) {
    return QtConcurrent::run(&m_pool, [this, work = std::move(work)](QPromise<Result<T>>& promise) {
        promise.setProgressRange(0, 1000);
        const auto progress = [&promise](int thousandths) { promise.setProgressValue(thousandths); };
        const auto cancelled = [this, &promise] { return m_closing || promise.isCanceled(); };
        promise.addResult(work(progress, cancelled));
    });
}

QFuture<Result<ImportReport>> FileExchange::importFiles(QStringList files) {
    return run<ImportReport>([this, files = std::move(files)](const auto& progress, const auto& cancelled) {
        return spanglass::importFiles(files, m_sink, {.progress = progress, .cancelled = cancelled});
    });
}

QFuture<Result<ExportReport>> FileExchange::exportTraces(
    std::vector<TraceId> traces, ExportFormat format, QString file) {
    return run<ExportReport>([this, traces = std::move(traces), format, file = std::move(file)](
                                 const auto& progress, const auto& cancelled) {
        return spanglass::exportTraces(m_source, traces, format, file, {.progress = progress, .cancelled = cancelled});
    });
}

QFuture<Result<ImportReport>> FileExchange::importSample() {
    return run<ImportReport>([this](const auto&, const auto& cancelled) {
        return spanglass::importSample(m_sink, UnixNanos::now(), cancelled);
    });
}

} // namespace spanglass
