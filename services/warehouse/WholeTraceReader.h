#pragma once

#include "services/core/WholeTrace.h"
#include "services/warehouse/SpanLoader.h"

namespace spanglass {

/// Finds every span of a trace again in the requests they came with; progress counts spans. NotFound when the store
/// holds none, LimitHit when the requests take more than 512 MiB.
Result<WholeTracePtr> readWholeTrace(ReadContext& context, SpanLoader& loader, TraceId trace);

/// When the requests came, for the spans that were received and not imported.
Result<SpanArrivals> readSpanArrivals(duck::Connection& connection, TraceId trace);

} // namespace spanglass
