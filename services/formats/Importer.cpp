#include "services/formats/Importer.h"

#include "services/formats/FileImport.h"

#include <QFileInfo>

#include <algorithm>

namespace spanglass {

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
    if (!outcome)
        return std::unexpected(outcome.error());
    if (!drained)
        return std::unexpected(drained.error());
    queue.addTo(report);
    return report;
}

} // namespace spanglass
