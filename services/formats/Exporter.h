#pragma once

#include "services/core/TraceFiles.h"
#include "services/formats/ImportQueue.h"
#include "services/formats/TraceStream.h"

namespace spanglass {

struct ExportOptions {
    /// Thousandths of the traces; called from the exporting thread.
    std::function<void(int)> progress = [](int) {};
    IsCancelled cancelled = [] { return false; };
};

/// Takes a file's bytes piece by piece; an error ends the export with it.
using TakeBytes = std::function<Result<>(std::string_view)>;

/// Hands the bytes of a file of these traces to `take`. An empty list means every trace. Blocks; for worker threads.
/// NotFound when there is nothing to write.
Result<ExportReport> exportTraces(TraceStream& source, const std::vector<TraceId>& traces, ExportFormat format,
    const TakeBytes& take, const ExportOptions& options = {});

/// The same into a file, compressed when its name ends in .gz or .zst. The file appears whole or not at all.
Result<ExportReport> exportTraces(TraceStream& source, const std::vector<TraceId>& traces, ExportFormat format,
    const QString& file, const ExportOptions& options = {});

/// "otlp-jsonl", "otlp-protobuf", "jaeger", "chrome", "csv", for command lines.
QLatin1StringView exportFormatName(ExportFormat format);
std::optional<ExportFormat> exportFormatFromName(QStringView name);
/// By the file's ending, a compression's ending left aside: .jsonl and .json mean OTLP lines, .pb and .binpb OTLP
/// protobuf, .csv CSV. Jaeger and Chrome files have no ending of their own.
std::optional<ExportFormat> exportFormatFromFile(const QString& file);

} // namespace spanglass
