#include "services/formats/Importer.h"

#include "services/formats/FileImport.h"

#include <QFileInfo>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> stopped(const ImportReport& report) {
    return failure(ErrorCode::Cancelled, u"The import was stopped; what was read before is kept."_s,
        u"Spans read: %1, in traces: %2."_s.arg(report.spans).arg(report.traces));
}

} // namespace

Result<ImportReport> importFiles(const QStringList& files, IngestSink& sink, const ImportOptions& options) {
    qint64 totalBytes = 0;
    for (const QString& file : files)
        totalBytes += QFileInfo(file).size();
    ImportReport report;
    ImportQueue queue(sink, options.cancelled);
    Result<> outcome;
    qint64 doneBytes = 0;
    int lastShown = -1;
    for (const QString& file : files) {
        const auto onBytes = [&](qint64 bytes) {
            const int thousandths = totalBytes > 0 ? int((doneBytes + bytes) * 1000 / totalBytes) : 0;
            if (const int shown = std::min(thousandths, 1000); shown > lastShown)
                options.progress(lastShown = shown);
        };
        outcome = FileImport(file, queue, report).run(options.cancelled, onBytes);
        if (!outcome)
            break;
        doneBytes += QFileInfo(file).size();
    }
    const auto drained = queue.drain();
    queue.addTo(report);
    if (!outcome && outcome.error().code == ErrorCode::Cancelled && drained)
        return stopped(report);
    if (!outcome)
        return std::unexpected(outcome.error());
    if (!drained)
        return std::unexpected(drained.error());
    return report;
}

} // namespace spanglass
