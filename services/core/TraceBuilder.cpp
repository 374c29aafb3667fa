#include "services/core/TraceBuilder.h"

#include "services/core/TraceTimes.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::uint16_t saturated(std::uint64_t v) {
    return static_cast<std::uint16_t>(std::min<std::uint64_t>(v, UINT16_MAX));
}

} // namespace

TraceBuilder::TraceBuilder(TraceId id)
    : m_trace(std::make_shared<Trace>()) {
    m_trace->m_id = id;
    m_trace->m_texts.emplace_back();
    m_texts.emplace(std::string(), 0);
}

void TraceBuilder::reserve(std::size_t spans) {
    m_loose.nodes.reserve(spans);
    m_loose.parentIds.reserve(spans);
    m_loose.hashes.reserve(spans);
    m_copies.reserve(spans);
}

bool TraceBuilder::add(const SpanRecord& span) {
    const std::uint64_t identity = span.id.value ^ (span.contentHash * 0x9E3779B97F4A7C15ull);
    const auto same
        = [&](std::uint32_t n) { return m_loose.nodes[n].id == span.id && m_loose.hashes[n] == span.contentHash; };
    if (m_copies.find(identity, same) != FlatIndex::None) {
        ++m_trace->m_duplicateCount;
        return false;
    }
    m_copies.insert(identity, static_cast<std::uint32_t>(m_loose.nodes.size()));

    TraceNode& node = m_loose.nodes.emplace_back();
    node.id = span.id;
    node.start = span.start;
    node.end = span.end;
    node.key = span.key;
    node.name = intern(span.name);
    node.service = intern(span.service);
    node.type = intern(span.type);
    node.firstMarker = static_cast<std::uint32_t>(m_trace->m_markers.size());
    node.linkCount = saturated(span.linkCount);
    node.kind = span.kind;
    node.status = span.status;
    node.notices = span.notices;
    m_loose.parentIds.push_back(span.parent);
    m_loose.hashes.push_back(span.contentHash);
    return true;
}

void TraceBuilder::addMarker(UnixNanos time, std::string_view name) {
    TraceNode& node = m_loose.nodes.back();
    if (node.markerCount == UINT16_MAX)
        return;
    ++node.markerCount;
    m_trace->m_markers.push_back({time, intern(name), name == "exception"});
}

std::uint32_t TraceBuilder::intern(std::string_view text) {
    if (text.empty())
        return 0;
    if (const auto known = m_texts.find(text); known != m_texts.end())
        return known->second;
    const auto index = static_cast<std::uint32_t>(m_trace->m_texts.size());
    m_texts.emplace(text, index);
    m_trace->m_texts.push_back(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    return index;
}

TracePtr TraceBuilder::build() && {
    m_trace->m_spanCount = static_cast<std::uint32_t>(m_loose.nodes.size());
    linkParents(m_loose);
    takeRows();
    auto& nodes = m_trace->m_nodes;
    flagTimes(nodes);
    measureSelfTime(nodes);
    m_trace->m_hasSkew = estimateSkew(nodes);
    flagCriticalPath(nodes);
    summarise();
    flagSlow(nodes, m_trace->duration());
    indexRows();
    return std::move(m_trace);
}

/// Moves the spans into depth-first order.
void TraceBuilder::takeRows() {
    const std::vector<std::uint32_t> order = depthFirstOrder(m_loose);
    std::vector<std::uint32_t> rowOf(order.size());
    for (std::uint32_t row = 0; row < order.size(); ++row)
        rowOf[order[row]] = row;

    auto& nodes = m_trace->m_nodes;
    nodes.reserve(order.size());
    for (const std::uint32_t index : order) {
        TraceNode& node = nodes.emplace_back(m_loose.nodes[index]);
        node.subtreeEnd = static_cast<std::uint32_t>(nodes.size());
        if (node.parent == NoNode)
            continue;
        node.parent = rowOf[node.parent];
        node.depth = saturated(nodes[node.parent].depth + 1u);
    }
    m_loose = {};
    m_copies = {};
    for (std::size_t row = nodes.size(); row-- > 0;) {
        const TraceNode& node = nodes[row];
        if (node.parent == NoNode)
            continue;
        TraceNode& parent = nodes[node.parent];
        parent.subtreeEnd = std::max(parent.subtreeEnd, node.subtreeEnd);
        if (node.isError() || node.has(NodeFlag::ErrorBelow))
            parent.flags |= static_cast<std::uint16_t>(NodeFlag::ErrorBelow);
    }
}

void TraceBuilder::summarise() {
    Trace& trace = *m_trace;
    std::unordered_map<std::uint32_t, std::uint64_t> busy;
    for (const TraceNode& node : trace.m_nodes) {
        trace.m_maxDepth = std::max(trace.m_maxDepth, node.depth);
        trace.m_rootCount += node.parent == NoNode;
        if (node.has(NodeFlag::Placeholder))
            continue;
        trace.m_errorCount += node.isError();
        if (node.start.isSet()) {
            trace.m_start = trace.m_start.isSet() ? std::min(trace.m_start, node.start) : node.start;
            trace.m_end = std::max({trace.m_end, node.start, node.end});
        }
        if (node.service != 0)
            busy[node.service] += static_cast<std::uint64_t>(node.selfTime.value);
    }
    for (const auto& [service, time] : busy)
        trace.m_services.push_back(service);
    std::ranges::sort(trace.m_services, [&](std::uint32_t a, std::uint32_t b) {
        return busy[a] != busy[b] ? busy[a] > busy[b] : trace.m_texts[a] < trace.m_texts[b];
    });
}

void TraceBuilder::indexRows() {
    struct IdRow {
        SpanId id;
        std::uint32_t row;
        auto operator<=>(const IdRow&) const = default;
    };
    struct KeyRow {
        std::int64_t request;
        std::uint32_t ordinal;
        std::uint32_t row;
        auto operator<=>(const KeyRow&) const = default;
    };
    // Sorting the keys beside their rows is several times quicker than sorting rows that look their keys up.
    const auto& nodes = m_trace->m_nodes;
    const auto rows = [](const auto& sorted) {
        std::vector<std::uint32_t> result;
        result.reserve(sorted.size());
        for (const auto& entry : sorted)
            result.push_back(entry.row);
        return result;
    };
    {
        std::vector<IdRow> ids;
        ids.reserve(nodes.size());
        for (std::uint32_t row = 0; row < nodes.size(); ++row)
            ids.push_back({nodes[row].id, row});
        std::ranges::sort(ids);
        m_trace->m_rowsById = rows(ids);
    }
    std::vector<KeyRow> keys;
    keys.reserve(nodes.size());
    for (std::uint32_t row = 0; row < nodes.size(); ++row)
        if (nodes[row].key.isValid())
            keys.push_back({nodes[row].key.request, nodes[row].key.ordinal, row});
    std::ranges::sort(keys);
    m_trace->m_rowsByKey = rows(keys);
}

} // namespace spanglass
