#include "models/traces/TraceRowCache.h"

#include <algorithm>
#include <iterator>

namespace spanglass {

void TraceRowCache::put(std::uint64_t first, std::vector<TraceSummary> rows, std::uint64_t keepNear) {
    for (std::uint64_t done = 0; done < rows.size(); done += PageRows) {
        const std::uint64_t count = std::min<std::uint64_t>(PageRows, rows.size() - done);
        std::vector<TraceSummary>& page = m_pages[(first + done) / PageRows];
        forget(page);
        const auto from = rows.begin() + static_cast<std::ptrdiff_t>(done);
        page.assign(std::move_iterator(from), std::move_iterator(from + static_cast<std::ptrdiff_t>(count)));
        for (std::uint64_t i = 0; i < count; ++i)
            m_rows[page[i].id] = first + done + i;
    }
    evict(keepNear);
}

void TraceRowCache::clear() {
    m_pages.clear();
    m_rows.clear();
}

const TraceSummary* TraceRowCache::at(std::uint64_t row) const {
    const auto page = m_pages.find(row / PageRows);
    if (page == m_pages.end() || row % PageRows >= page->second.size())
        return nullptr;
    return &page->second[row % PageRows];
}

std::optional<std::uint64_t> TraceRowCache::rowOf(TraceId id) const {
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

RowSpan TraceRowCache::toPages(RowSpan wanted, std::uint64_t total) {
    const std::uint64_t end = std::min(total, (wanted.end() + PageRows - 1) / PageRows * PageRows);
    const std::uint64_t first = wanted.first / PageRows * PageRows;
    return first < end ? RowSpan{first, end - first} : RowSpan{};
}

RowSpan TraceRowCache::missing(RowSpan wanted, std::uint64_t total) const {
    const RowSpan pages = toPages(wanted, total);
    RowSpan gap;
    for (std::uint64_t first = pages.first; first < pages.end(); first += PageRows) {
        const std::uint64_t rows = std::min(PageRows, total - first);
        const auto page = m_pages.find(first / PageRows);
        const bool whole = page != m_pages.end() && page->second.size() >= rows;
        if (whole && !gap.isEmpty())
            break;
        if (!whole)
            gap = gap.isEmpty() ? RowSpan{first, rows} : RowSpan{gap.first, gap.count + rows};
    }
    return gap;
}

Nanos TraceRowCache::longest(RowSpan shown) const {
    Nanos longest;
    if (shown.isEmpty())
        return longest;
    const auto end = m_pages.upper_bound((shown.end() - 1) / PageRows);
    for (auto page = m_pages.lower_bound(shown.first / PageRows); page != end; ++page) {
        for (const TraceSummary& row : page->second)
            longest = std::max(longest, row.duration());
    }
    return longest;
}

void TraceRowCache::evict(std::uint64_t keepNear) {
    const std::uint64_t centre = keepNear / PageRows;
    const auto distance = [centre](std::uint64_t page) { return page > centre ? page - centre : centre - page; };
    while (m_pages.size() > MaxPages) {
        const auto lowest = m_pages.begin();
        const auto highest = std::prev(m_pages.end());
        const auto farthest = distance(lowest->first) > distance(highest->first) ? lowest : highest;
        forget(farthest->second);
        m_pages.erase(farthest);
    }
}

void TraceRowCache::forget(const std::vector<TraceSummary>& rows) {
    for (const TraceSummary& row : rows)
        m_rows.erase(row.id);
}

} // namespace spanglass
