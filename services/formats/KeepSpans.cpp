#include "services/formats/KeepSpans.h"

#include "services/formats/ImportQueue.h"
#include "services/otlp/Encode.h"

namespace spanglass {

namespace {

constexpr std::size_t PieceSpans = 4096;

} // namespace

Result<ImportReport> keepSpans(const SpanBatch& batch, const QString& origin, IngestSink& sink) {
    std::vector<const Span*> all;
    all.reserve(batch.spans.size());
    for (const Span& span : batch.spans)
        all.push_back(&span);
    ImportQueue queue(sink, [] { return false; });
    ImportReport report;
    for (std::size_t from = 0; from < all.size(); from += PieceSpans) {
        const auto piece = std::span<const Span* const>(all).subspan(from, std::min(PieceSpans, all.size() - from));
        const auto put = queue.put(encodeTraces(piece), PayloadFormat::Protobuf, origin);
        if (!put)
            return std::unexpected(put.error());
        if (!put->isEmpty()) {
            ++report.problemCount;
            report.problems.push_back({origin, 0, *put});
        }
    }
    if (const auto drained = queue.drain(); !drained)
        return std::unexpected(drained.error());
    queue.addTo(report);
    return report;
}

} // namespace spanglass
