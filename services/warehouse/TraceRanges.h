#pragma once

#include "services/store/duckdb/Connection.h"

#include <vector>

namespace spanglass {

/// Where a trace's spans lie in store.spans.
struct TraceRanges {
    struct Range {
        std::int64_t first = 0;
        std::int64_t last = 0;
    };
    std::vector<Range> ranges; ///< ascending, apart from each other by more than what is read in one go anyway
    std::uint64_t spans = 0;
};

/// NotFound when the store holds no span of it.
Result<TraceRanges> readTraceRanges(duck::Connection& connection, TraceId trace);

} // namespace spanglass
