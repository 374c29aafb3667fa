#include "services/store/write/QueuedRequest.h"

#include "services/otlp/ContentHash.h"
#include "services/store/write/RequestRows.h"

namespace spanglass {

QueuedRequest QueuedRequest::of(IngestRequest request) {
    QueuedRequest queued;
    if (const auto* spans = std::get_if<std::shared_ptr<const SpanBatch>>(&request.batch))
        queued.contentHashes = spanglass::contentHashes(**spans);
    queued.items = itemsOf(request.batch);
    // Decoded values take about as much again as the bytes they point into.
    queued.weight = 2 * commonOf(request.batch).memory.bytes().size() + queued.items * sizeof(Span)
        + request.captured.zstd.size() + sizeof(QueuedRequest);
    queued.request = std::move(request);
    return queued;
}

} // namespace spanglass
