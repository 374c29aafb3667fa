#pragma once

#include "services/core/SpanSource.h"
#include "services/warehouse/ReaderPool.h"

namespace spanglass {

/// Keys of the trace's spans that match; all of them when the filter is null.
Result<std::vector<SpanKey>> searchTrace(ReadContext& context, TraceId trace, const FilterPtr& filter);

} // namespace spanglass
