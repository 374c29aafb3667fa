#pragma once

#include "services/core/Ingest.h"
#include "services/core/TraceFiles.h"

namespace spanglass {

/// Hands spans that were fetched from elsewhere to the local store, as OTLP requests whose sender says where they come
/// from. Waits for the commits: not for the GUI thread. Spans that the store has already are left out there and
/// counted.
Result<ImportReport> keepSpans(const SpanBatch& batch, const QString& origin, IngestSink& sink);

} // namespace spanglass
