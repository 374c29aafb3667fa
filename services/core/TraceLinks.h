#pragma once

#include "services/core/Trace.h"

#include <vector>

namespace spanglass {

/// Spans of one trace before they are a tree: in order of arrival, TraceNode::parent an index among them.
struct LooseSpans {
    std::vector<TraceNode> nodes;
    std::vector<SpanId> parentIds;
    std::vector<std::uint64_t> hashes;
};

/// Sets every parent. Appends one placeholder for each parent id that no span has, cuts every cycle at its earliest
/// span, flags shared ids. Afterwards the parents form a forest.
void linkParents(LooseSpans& spans);

/// Depth-first order of a linked forest, siblings by start, then id: element `row` is the index of that row's span.
std::vector<std::uint32_t> depthFirstOrder(const LooseSpans& spans);

} // namespace spanglass
