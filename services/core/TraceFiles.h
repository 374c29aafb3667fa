#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"

#include <QFuture>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace spanglass {

enum class ExportFormat : std::uint8_t { OtlpJsonLines, OtlpProtobuf, Jaeger, Chrome, Csv };

struct ImportProblem {
    QString file;
    std::uint64_t line = 0; ///< 1-based; 0 when the file has no lines
    QString message;
};

struct ImportReport {
    std::uint64_t traces = 0;
    std::uint64_t spans = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t problemCount = 0; ///< all of them
    std::vector<ImportProblem> problems; ///< the first 100
    std::vector<TraceId> traceIds; ///< the first 1,000
};

struct ExportReport {
    std::uint64_t traces = 0;
    std::uint64_t spans = 0;
    std::uint64_t bytes = 0;
};

/// Saving traces to files. Futures report progress in thousandths and can be cancelled. GUI thread.
class TraceExport {
public:
    virtual ~TraceExport() = default;

    /// An empty list means every trace of the local store, and none of any other place. The file appears whole or not
    /// at all.
    virtual QFuture<Result<ExportReport>> exportTraces(std::vector<TraceId> traces, ExportFormat format, QString file)
        = 0;
};

/// Opening and saving trace files. Futures report progress in thousandths and can be cancelled. GUI thread.
class TraceFiles : public TraceExport {
public:
    /// Files of any known format, also .gz and .zst; one that cannot be read at all is a problem in the report, not an
    /// error.
    virtual QFuture<Result<ImportReport>> importFiles(QStringList files) = 0;
    /// The built-in example traces.
    virtual QFuture<Result<ImportReport>> importSample() = 0;
};

} // namespace spanglass
