#pragma once

#include "services/core/Trace.h"

#include <vector>

namespace spanglass {

// All of these take nodes in depth-first order with parent and subtreeEnd set, siblings sorted by start.

/// Sets NegativeTime, NoTime, Unfinished and OutsideParent.
void flagTimes(std::vector<TraceNode>& nodes);

/// Sets selfTime: a span's duration without the union of its children's, clipped to the span.
void measureSelfTime(std::vector<TraceNode>& nodes);

/// Flags spans whose self time is a far outlier (beyond the third quartile by three interquartile ranges) and at least
/// a hundredth of the trace. Needs eight spans to judge.
void flagSlow(std::vector<TraceNode>& nodes, Nanos traceDuration);

/// Estimates `skew` where a child of another service lies outside its parent, and hands it down to spans of the same
/// clock. Returns whether there is any.
bool estimateSkew(std::vector<TraceNode>& nodes);

/// Flags what determined the end: from the trace's end backwards always the child that finished last. Reckons with
/// adjusted clocks, since a path through raw ones would break at every other host: call estimateSkew() first.
void flagCriticalPath(std::vector<TraceNode>& nodes);

} // namespace spanglass
