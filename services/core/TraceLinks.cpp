#include "services/core/TraceLinks.h"

#include "services/core/FlatIndex.h"

#include <algorithm>
#include <span>

namespace spanglass {

namespace {

struct IdEntry {
    SpanId id;
    std::uint32_t index;

    auto operator<=>(const IdEntry&) const = default;
};

void raise(TraceNode& node, NodeFlag flag) { node.flags |= static_cast<std::uint16_t>(flag); }

/// Siblings' order: start, then id; content and arrival settle the rest, so that the tree does not depend on luck.
bool comesBefore(const LooseSpans& spans, std::uint32_t a, std::uint32_t b) {
    const TraceNode& x = spans.nodes[a];
    const TraceNode& y = spans.nodes[b];
    if (x.start != y.start)
        return x.start < y.start;
    if (x.id != y.id)
        return x.id < y.id;
    if (spans.hashes[a] != spans.hashes[b])
        return spans.hashes[a] < spans.hashes[b];
    return a < b;
}

class Linker {
public:
    explicit Linker(LooseSpans& spans)
        : m_spans(spans) {
        const auto count = static_cast<std::uint32_t>(spans.nodes.size());
        m_byId.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i)
            m_byId.push_back({spans.nodes[i].id, i});
        std::ranges::sort(m_byId);
        m_groups.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i == 0 || m_byId[i].id != m_byId[i - 1].id) {
                m_groups.insert(m_byId[i].id.value, i);
                continue;
            }
            raise(spans.nodes[m_byId[i].index], NodeFlag::SharedId);
            raise(spans.nodes[m_byId[i - 1].index], NodeFlag::SharedId);
        }
    }

    void run() {
        const std::size_t count = m_spans.nodes.size();
        for (std::uint32_t i = 0; i < count; ++i) {
            // parentOf() may append a placeholder and so move the nodes.
            const std::uint32_t parent = parentOf(i);
            m_spans.nodes[i].parent = parent;
        }
        cutCycles();
        for (std::uint32_t i = 0; i < count; ++i)
            widenPlaceholder(m_spans.nodes[i]);
    }

private:
    /// Shared ids beyond this many are not looked at when a parent is chosen among them.
    static constexpr std::size_t MaxCandidates = 16;

    std::span<const IdEntry> spansWith(SpanId id) const {
        const std::uint32_t first = m_groups.find(id.value, [&](std::uint32_t n) { return m_byId[n].id == id; });
        if (first == FlatIndex::None)
            return {};
        std::size_t last = first + 1;
        while (last < m_byId.size() && m_byId[last].id == id && last - first < MaxCandidates)
            ++last;
        return std::span(m_byId).subspan(first, last - first);
    }

    std::uint32_t parentOf(std::uint32_t index) {
        TraceNode& node = m_spans.nodes[index];
        const SpanId parentId = m_spans.parentIds[index];
        if (node.has(NodeFlag::SharedId) && node.kind == SpanKind::Server)
            if (const std::uint32_t client = clientOf(index, spansWith(node.id)); client != NoNode)
                return client;
        if (!parentId.isValid())
            return NoNode;
        if (parentId == node.id) {
            raise(node, NodeFlag::CycleCut);
            return NoNode;
        }
        const auto candidates = spansWith(parentId);
        if (candidates.empty()) {
            raise(node, NodeFlag::ParentMissing);
            return placeholder(parentId);
        }
        if (candidates.size() == 1)
            return candidates.front().index;
        const auto best = std::ranges::min_element(candidates, [&](const IdEntry& a, const IdEntry& b) {
            const int x = unfitness(a.index, node);
            const int y = unfitness(b.index, node);
            return x != y ? x < y : comesBefore(m_spans, a.index, b.index);
        });
        return best->index;
    }

    /// Zipkin gives both ends of a call one id: the server's side then hangs below the client's.
    std::uint32_t clientOf(std::uint32_t server, std::span<const IdEntry> sharing) const {
        for (const IdEntry& other : sharing)
            if (m_spans.nodes[other.index].kind == SpanKind::Client
                && m_spans.parentIds[other.index] == m_spans.parentIds[server])
                return other.index;
        return NoNode;
    }

    /// Among spans that share the parent's id: the child's own service first, then the serving side of a call.
    int unfitness(std::uint32_t parent, const TraceNode& child) const {
        const TraceNode& node = m_spans.nodes[parent];
        return (node.service == child.service ? 0 : 2) + (node.kind == SpanKind::Client ? 1 : 0);
    }

    std::uint32_t placeholder(SpanId id) {
        auto& nodes = m_spans.nodes;
        const std::uint32_t known = m_placeholders.find(id.value, [&](std::uint32_t n) { return nodes[n].id == id; });
        if (known != FlatIndex::None)
            return known;
        const auto index = static_cast<std::uint32_t>(nodes.size());
        TraceNode node;
        node.id = id;
        raise(node, NodeFlag::Placeholder);
        nodes.push_back(node);
        m_spans.parentIds.push_back({});
        m_spans.hashes.push_back(0);
        m_placeholders.insert(id.value, index);
        return index;
    }

    /// Every span has one parent, so a walk upwards that meets its own trail has found a cycle.
    void cutCycles() {
        auto& nodes = m_spans.nodes;
        std::vector<std::uint32_t> trail(nodes.size(), NoNode);
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            std::uint32_t at = i;
            while (at != NoNode && trail[at] == NoNode) {
                trail[at] = i;
                at = nodes[at].parent;
            }
            if (at == NoNode || trail[at] != i)
                continue;
            std::uint32_t first = at;
            for (std::uint32_t n = nodes[at].parent; n != at; n = nodes[n].parent)
                if (comesBefore(m_spans, n, first))
                    first = n;
            nodes[first].parent = NoNode;
            raise(nodes[first], NodeFlag::CycleCut);
        }
    }

    /// A placeholder spans its children, so that it is sorted and zoomed to where they are.
    void widenPlaceholder(const TraceNode& child) {
        if (child.parent == NoNode || !m_spans.nodes[child.parent].has(NodeFlag::Placeholder) || !child.start.isSet())
            return;
        TraceNode& parent = m_spans.nodes[child.parent];
        parent.start = parent.start.isSet() ? std::min(parent.start, child.start) : child.start;
        parent.end = std::max({parent.end, child.start, child.end});
    }

    LooseSpans& m_spans;
    std::vector<IdEntry> m_byId;
    FlatIndex m_groups; ///< span id -> first entry of m_byId
    FlatIndex m_placeholders;
};

} // namespace

void linkParents(LooseSpans& spans) { Linker(spans).run(); }

std::vector<std::uint32_t> depthFirstOrder(const LooseSpans& spans) {
    struct Entry {
        std::uint64_t start;
        std::uint32_t index;
    };
    const auto& nodes = spans.nodes;
    const auto count = static_cast<std::uint32_t>(nodes.size());
    std::vector<Entry> sorted(count);
    for (std::uint32_t i = 0; i < count; ++i)
        sorted[i] = {nodes[i].start.value, i};
    std::ranges::sort(sorted, [&](const Entry& a, const Entry& b) {
        return a.start != b.start ? a.start < b.start : comesBefore(spans, a.index, b.index);
    });

    // Children of each span lie together: firstChild[i] .. firstChild[i + 1]; roots count as children of `count`.
    const auto slot = [&](std::uint32_t index) { return nodes[index].parent == NoNode ? count : nodes[index].parent; };
    std::vector<std::uint32_t> firstChild(count + 2, 0);
    for (std::uint32_t i = 0; i < count; ++i)
        ++firstChild[slot(i) + 1];
    for (std::uint32_t i = 0; i <= count; ++i)
        firstChild[i + 1] += firstChild[i];
    std::vector<std::uint32_t> children(count);
    std::vector<std::uint32_t> filled(firstChild.begin(), firstChild.end() - 1);
    for (const Entry& e : sorted)
        children[filled[slot(e.index)]++] = e.index;

    std::vector<std::uint32_t> order;
    order.reserve(count);
    std::vector<std::uint32_t> open;
    const auto openChildren = [&](std::uint32_t parent) {
        for (std::uint32_t c = firstChild[parent + 1]; c > firstChild[parent]; --c)
            open.push_back(children[c - 1]);
    };
    openChildren(count);
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        order.push_back(index);
        openChildren(index);
    }
    return order;
}

} // namespace spanglass
