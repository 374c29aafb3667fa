#include "models/timeline/VisibleRows.h"

#include <algorithm>
#include <utility>

namespace spanglass {

std::uint32_t sameRow(const Trace& before, std::uint32_t row, const Trace& now) {
    const TraceNode& node = before.nodes()[row];
    if (node.key.isValid())
        if (const std::uint32_t found = now.rowOf(node.key); found != NoNode)
            return found;
    return now.rowOf(node.id);
}

void VisibleRows::setTrace(TracePtr trace) {
    const TracePtr before = std::exchange(m_trace, std::move(trace));
    const std::vector<std::uint8_t> collapsed = std::exchange(m_collapsed, {});
    const std::uint32_t focus = std::exchange(m_focus, NoNode);
    m_only.clear();
    m_collapsed.assign(m_trace ? m_trace->size() : 0, 0);
    if (before && m_trace && before->id() == m_trace->id()) {
        for (std::uint32_t row = 0; row < collapsed.size(); ++row)
            if (collapsed[row])
                if (const std::uint32_t now = sameRow(*before, row, *m_trace); now != NoNode)
                    m_collapsed[now] = 1;
        if (focus != NoNode)
            m_focus = sameRow(*before, focus, *m_trace);
    }
    rebuild();
}

void VisibleRows::rebuild() {
    m_rows.clear();
    if (!m_trace)
        return;
    const auto& nodes = m_trace->nodes();
    const std::uint32_t end = m_focus == NoNode ? static_cast<std::uint32_t>(nodes.size()) : nodes[m_focus].subtreeEnd;
    for (std::uint32_t row = m_focus == NoNode ? 0 : m_focus; row < end;) {
        const bool shown = m_only.empty() || m_only[row];
        if (shown)
            m_rows.push_back(row);
        const bool skip = m_only.empty() ? m_collapsed[row] != 0 : !shown;
        row = skip ? nodes[row].subtreeEnd : row + 1;
    }
}

std::size_t VisibleRows::indexOf(std::uint32_t row) const {
    const auto at = std::ranges::lower_bound(m_rows, row);
    return at != m_rows.end() && *at == row ? static_cast<std::size_t>(at - m_rows.begin()) : NoIndex;
}

std::uint32_t VisibleRows::shownFor(std::uint32_t row) const {
    const auto& nodes = m_trace->nodes();
    while (row != NoNode && indexOf(row) == NoIndex)
        row = nodes[row].parent;
    return row;
}

bool VisibleRows::hasChildren(std::uint32_t row) const { return m_trace->nodes()[row].subtreeEnd > row + 1; }

int VisibleRows::levelOf(std::uint32_t row) const {
    const auto& nodes = m_trace->nodes();
    return nodes[row].depth - (m_focus == NoNode ? 0 : nodes[m_focus].depth);
}

void VisibleRows::setCollapsed(std::uint32_t row, bool collapsed) {
    if (!hasChildren(row) || isCollapsed(row) == collapsed)
        return;
    m_collapsed[row] = collapsed;
    rebuild();
}

void VisibleRows::setSubtreeCollapsed(std::uint32_t row, bool collapsed) {
    for (std::uint32_t r = row; r < m_trace->nodes()[row].subtreeEnd; ++r)
        m_collapsed[r] = collapsed && hasChildren(r);
    rebuild();
}

void VisibleRows::expandAll() {
    std::ranges::fill(m_collapsed, std::uint8_t{0});
    rebuild();
}

void VisibleRows::collapseToLevel(int level) {
    for (std::uint32_t row = 0; row < m_collapsed.size(); ++row)
        m_collapsed[row] = hasChildren(row) && levelOf(row) >= level;
    rebuild();
}

int VisibleRows::visibleLevel() const {
    int level = 0;
    for (const std::uint32_t row : m_rows)
        level = std::max(level, levelOf(row));
    return level;
}

void VisibleRows::reveal(std::uint32_t row) {
    const auto& nodes = m_trace->nodes();
    if (m_focus != NoNode && (row < m_focus || row >= nodes[m_focus].subtreeEnd))
        m_focus = NoNode;
    for (std::uint32_t up = nodes[row].parent; up != NoNode; up = nodes[up].parent)
        m_collapsed[up] = 0;
    rebuild();
}

void VisibleRows::setFocus(std::uint32_t row) {
    m_focus = row;
    if (row != NoNode)
        m_collapsed[row] = 0;
    rebuild();
}

void VisibleRows::setOnly(const std::optional<std::vector<std::uint32_t>>& matches) {
    m_only.clear();
    if (matches && m_trace) {
        const auto& nodes = m_trace->nodes();
        m_only.assign(nodes.size(), 0);
        for (std::uint32_t row : *matches)
            for (; row != NoNode && !m_only[row]; row = nodes[row].parent)
                m_only[row] = 1;
    }
    rebuild();
}

} // namespace spanglass
