#pragma once

#include "services/core/Batch.h"
#include "services/core/Error.h"

#include <functional>

namespace spanglass {

/// All spans of one trace, whole.
struct TraceSpans {
    TraceId id;
    std::vector<std::shared_ptr<const SpanBatch>> owners; ///< keep the spans alive
    std::vector<const Span*> spans; ///< in no particular order, identical copies left out
};

/// Where an export gets its spans from. Worker threads.
class TraceStream {
public:
    virtual ~TraceStream() = default;
    /// How many traces read() would give; an empty list means every trace.
    virtual Result<std::uint64_t> count(const std::vector<TraceId>& traces) = 0;
    /// Calls `take` for each trace that is there, until it answers false.
    virtual Result<> read(const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) = 0;
};

} // namespace spanglass
