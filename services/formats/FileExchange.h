#pragma once

#include "services/core/Ingest.h"
#include "services/core/TraceFiles.h"
#include "services/formats/TraceStream.h"

#include <QThreadPool>

#include <atomic>
#include <memory>

namespace spanglass {

/// Opens and saves trace files on one worker thread, one after another. GUI thread; `sink` and `source` must outlive it
/// and bear calls from other threads.
class FileExchange : public TraceFiles {
public:
    FileExchange(IngestSink& sink, TraceStream& source);
    ~FileExchange() override; ///< stops what is under way and waits for it

    QFuture<Result<ImportReport>> importFiles(QStringList files) override;
    QFuture<Result<ExportReport>> exportTraces(std::vector<TraceId> traces, ExportFormat format, QString file) override;
    QFuture<Result<ImportReport>> importSample() override;

private:
    template <class T, class Work> QFuture<Result<T>> run(Work work);

    IngestSink& m_sink;
    TraceStream& m_source;
    std::atomic<bool> m_closing = false;
    QThreadPool m_pool;
};

} // namespace spanglass
