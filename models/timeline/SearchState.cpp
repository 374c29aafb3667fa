#include "models/timeline/SearchState.h"

#include <algorithm>

namespace spanglass {

void SearchState::setMatches(std::optional<std::vector<std::uint32_t>> rows) {
    m_rows = std::move(rows);
    if (!m_rows)
        return;
    std::ranges::sort(*m_rows);
    const auto twice = std::ranges::unique(*m_rows);
    m_rows->erase(twice.begin(), twice.end());
}

bool SearchState::isMatch(std::uint32_t row) const { return m_rows && std::ranges::binary_search(*m_rows, row); }

std::size_t SearchState::placeOf(std::uint32_t row) const {
    if (!isMatch(row))
        return 0;
    return static_cast<std::size_t>(std::ranges::lower_bound(*m_rows, row) - m_rows->begin()) + 1;
}

std::uint32_t SearchState::next(std::uint32_t row, int direction) const {
    if (count() == 0)
        return NoNode;
    if (direction > 0) {
        const auto after = row == NoNode ? m_rows->begin() : std::ranges::upper_bound(*m_rows, row);
        return after == m_rows->end() ? m_rows->front() : *after;
    }
    const auto from = row == NoNode ? m_rows->begin() : std::ranges::lower_bound(*m_rows, row);
    return from == m_rows->begin() ? m_rows->back() : *std::prev(from);
}

std::uint32_t nextError(const Trace& trace, std::uint32_t row, int direction) {
    const auto count = static_cast<std::uint32_t>(trace.size());
    if (count == 0 || trace.errorCount() == 0)
        return NoNode;
    std::uint32_t at = row != NoNode ? row : direction > 0 ? count - 1 : 0;
    for (std::uint32_t step = 0; step < count; ++step) {
        at = direction > 0 ? (at + 1) % count : (at + count - 1) % count;
        if (trace.nodes()[at].isError())
            return at;
    }
    return NoNode;
}

std::vector<std::uint32_t> rowsNamed(const Trace& trace, const QString& words) {
    enum : std::uint8_t { Unknown, Yes, No };
    std::vector<std::uint8_t> known;
    const auto holds = [&](std::uint32_t text) {
        if (text >= known.size())
            known.resize(text + std::size_t{1}, Unknown);
        if (known[text] == Unknown)
            known[text] = trace.text(text).contains(words, Qt::CaseInsensitive) ? Yes : No;
        return known[text] == Yes;
    };
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < trace.size(); ++row) {
        const TraceNode& node = trace.nodes()[row];
        if (holds(node.name) || holds(node.service) || holds(node.type))
            rows.push_back(row);
    }
    return rows;
}

} // namespace spanglass
