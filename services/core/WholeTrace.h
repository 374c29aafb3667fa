#pragma once

#include "services/core/Batch.h"

#include <unordered_map>

namespace spanglass {

/// Every span of a trace with everything it says. Immutable; any thread.
struct WholeTrace {
    std::vector<std::shared_ptr<const SpanBatch>> owners; ///< keep the spans alive
    std::vector<const Span*> spans;
};

using WholeTracePtr = std::shared_ptr<const WholeTrace>;

/// Of a batch that holds the spans of one trace alone.
inline WholeTracePtr wholeTraceOf(const std::shared_ptr<const SpanBatch>& batch) {
    auto whole = std::make_shared<WholeTrace>();
    whole->owners.push_back(batch);
    for (const Span& span : batch->spans)
        whole->spans.push_back(&span);
    return whole;
}

/// When the spans of a trace reached where they are kept; one that came several times counts with its first time.
using SpanArrivals = std::unordered_map<SpanId, UnixNanos>;

} // namespace spanglass
