#include "services/core/TraceTimes.h"

#include <algorithm>

namespace spanglass {

namespace {

void raise(TraceNode& node, NodeFlag flag) { node.flags |= static_cast<std::uint16_t>(flag); }

} // namespace

void flagTimes(std::vector<TraceNode>& nodes) {
    for (TraceNode& node : nodes) {
        if (node.has(NodeFlag::Placeholder))
            continue;
        if (!node.start.isSet())
            raise(node, NodeFlag::NoTime);
        else if (!node.end.isSet())
            raise(node, NodeFlag::Unfinished);
        else if (node.end < node.start)
            raise(node, NodeFlag::NegativeTime);
        if (node.parent == NoNode || !node.start.isSet())
            continue;
        const TraceNode& parent = nodes[node.parent];
        if (parent.has(NodeFlag::Placeholder) || !parent.start.isSet())
            continue;
        if (node.start < parent.start || (parent.end >= parent.start && std::max(node.start, node.end) > parent.end))
            raise(node, NodeFlag::OutsideParent);
    }
}

void measureSelfTime(std::vector<TraceNode>& nodes) {
    std::vector<UnixNanos> coveredUntil(nodes.size());
    for (std::size_t row = 0; row < nodes.size(); ++row) {
        TraceNode& node = nodes[row];
        if (node.has(NodeFlag::Placeholder))
            continue;
        node.selfTime = std::max(node.duration(), Nanos{});
        coveredUntil[row] = node.start;
        if (node.parent == NoNode || node.selfTime == Nanos{})
            continue;
        TraceNode& parent = nodes[node.parent];
        UnixNanos& covered = coveredUntil[node.parent];
        const UnixNanos from = std::max(node.start, covered);
        const UnixNanos to = std::min(node.end, parent.end);
        if (from < to) {
            parent.selfTime.value -= (to - from).value;
            covered = to;
        }
    }
    // A span of more than 292 years is shorter as Nanos than its children's union may be.
    for (TraceNode& node : nodes)
        node.selfTime = std::max(node.selfTime, Nanos{});
}

void flagSlow(std::vector<TraceNode>& nodes, Nanos traceDuration) {
    std::vector<std::int64_t> times;
    times.reserve(nodes.size());
    for (const TraceNode& node : nodes)
        if (node.selfTime.value > 0)
            times.push_back(node.selfTime.value);
    if (times.size() < 8)
        return;
    const auto quartile = [&](std::size_t quarters) {
        const auto at = times.begin() + static_cast<std::ptrdiff_t>(times.size() * quarters / 4);
        std::nth_element(times.begin(), at, times.end());
        return static_cast<double>(*at);
    };
    const double q1 = quartile(1);
    const double q3 = quartile(3);
    const double limit = std::max(q3 + 3 * (q3 - q1), static_cast<double>(traceDuration.value) / 100);
    for (TraceNode& node : nodes)
        if (static_cast<double>(node.selfTime.value) > limit)
            raise(node, NodeFlag::Slow);
}

void flagCriticalPath(std::vector<TraceNode>& nodes) {
    struct Step {
        std::uint32_t firstChild;
        std::uint32_t lastChild; ///< one past the subtree
        UnixNanos from;
        UnixNanos until;
    };
    const auto startOf = [](const TraceNode& node) { return node.start + node.skew; };
    const auto endOf = [](const TraceNode& node) { return node.end + node.skew; };
    const auto rows = static_cast<std::uint32_t>(nodes.size());
    std::vector<Step> open{{0, rows, UnixNanos{}, UnixNanos{UINT64_MAX}}};
    std::vector<std::uint32_t> children;
    while (!open.empty()) {
        const Step step = open.back();
        open.pop_back();
        children.clear();
        for (std::uint32_t c = step.firstChild; c < step.lastChild; c = nodes[c].subtreeEnd)
            if (nodes[c].start.isSet() && nodes[c].end > nodes[c].start)
                children.push_back(c);
        std::ranges::stable_sort(
            children, [&](std::uint32_t a, std::uint32_t b) { return endOf(nodes[a]) > endOf(nodes[b]); });
        UnixNanos cursor = step.until;
        for (const std::uint32_t row : children) {
            TraceNode& node = nodes[row];
            const UnixNanos start = startOf(node);
            const UnixNanos end = std::min(endOf(node), step.until);
            if (end > cursor || end <= step.from || start >= end)
                continue;
            if (!node.has(NodeFlag::Placeholder))
                raise(node, NodeFlag::CriticalPath);
            open.push_back({row + 1, node.subtreeEnd, start, end});
            cursor = start;
            if (cursor <= step.from)
                break;
        }
    }
}

} // namespace spanglass
