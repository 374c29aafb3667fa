#pragma once

#include "services/core/Trace.h"
#include "services/warehouse/ReaderPool.h"

namespace spanglass {

/// Reads a trace's spans and builds its tree; progress counts spans.
Result<TracePtr> loadTrace(ReadContext& context, TraceId trace);

} // namespace spanglass
