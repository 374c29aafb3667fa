#include "services/core/TraceTimes.h"

namespace spanglass {

namespace {

bool isPlaced(const TraceNode& node) {
    return !node.has(NodeFlag::Placeholder) && node.start.isSet() && node.end >= node.start;
}

bool isCall(const TraceNode& parent, const TraceNode& child) {
    return parent.kind == SpanKind::Client && child.kind == SpanKind::Server;
}

/// A consumer may run long after its producer: only starting before it is impossible.
bool isHandOver(const TraceNode& parent, const TraceNode& child) {
    return parent.kind == SpanKind::Producer || child.kind == SpanKind::Consumer;
}

/// The amount to add to the child's times so that it lies where its parent allows, given the parent's true start.
Nanos skewAgainst(const TraceNode& parent, UnixNanos parentStart, const TraceNode& child) {
    const Nanos early = parentStart - child.start;
    if (isHandOver(parent, child))
        return early > Nanos{} ? early : Nanos{};
    const Nanos room = parent.duration() - child.duration();
    const bool inside = early <= Nanos{} && child.end <= parentStart + parent.duration();
    if (inside)
        return {};
    if (room < Nanos{}) // longer than its parent: it outlives it, but cannot have begun before
        return early > Nanos{} ? early : Nanos{};
    return early + Nanos{room.value / 2}; // as much time for the request's way as for the reply's
}

} // namespace

bool estimateSkew(std::vector<TraceNode>& nodes) {
    bool any = false;
    for (TraceNode& node : nodes) {
        if (node.parent == NoNode)
            continue;
        const TraceNode& parent = nodes[node.parent];
        const bool otherClock = parent.service != node.service || isCall(parent, node);
        if (!otherClock)
            node.skew = parent.skew;
        else if (isPlaced(parent) && isPlaced(node))
            node.skew = skewAgainst(parent, parent.start + parent.skew, node);
        if (node.skew == Nanos{})
            continue;
        node.flags |= static_cast<std::uint16_t>(NodeFlag::Skewed);
        any = true;
    }
    return any;
}

} // namespace spanglass
