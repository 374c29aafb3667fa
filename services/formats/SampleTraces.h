#pragma once

#include "services/core/Batch.h"
#include "services/formats/ImportQueue.h"

namespace spanglass {

/// The example traces that come with the program (resources/samples), as if they had just happened before `now`. Their
/// ids are made from `now`, so every call gives traces of their own; links among them hold.
std::shared_ptr<const SpanBatch> sampleTraces(UnixNanos now);

/// Puts them into the store. Blocks; for worker threads.
Result<ImportReport> importSample(
    IngestSink& sink, UnixNanos now, const IsCancelled& cancelled = [] { return false; });

} // namespace spanglass
