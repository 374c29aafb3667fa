#pragma once

#include "services/core/SpanSource.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace spanglass {

/// A contiguous stretch of rows.
struct RowSpan {
    std::uint64_t first = 0;
    std::uint64_t count = 0;

    std::uint64_t end() const { return first + count; }
    bool isEmpty() const { return count == 0; }
    bool operator==(const RowSpan&) const = default;
};

/// The pages of a long list that are in memory: whole pages only, and never more than a fixed number of them.
class TraceRowCache {
public:
    static constexpr std::uint64_t PageRows = 100;
    static constexpr std::size_t MaxPages = 60;

    /// Takes whole pages; `rows` starts on a page border. Pages farthest from `keepNear` go when there are too many.
    void put(std::uint64_t first, std::vector<TraceSummary> rows, std::uint64_t keepNear);
    void clear();

    /// Null when the row is not loaded.
    const TraceSummary* at(std::uint64_t row) const;
    std::optional<std::uint64_t> rowOf(TraceId id) const;

    /// `wanted` widened to whole pages of a list of `total` rows.
    static RowSpan toPages(RowSpan wanted, std::uint64_t total);
    /// The first stretch of missing pages within `wanted`; empty when all is loaded.
    RowSpan missing(RowSpan wanted, std::uint64_t total) const;
    /// The longest duration in the pages that `shown` touches.
    Nanos longest(RowSpan shown) const;

    std::size_t pageCount() const { return m_pages.size(); }

private:
    void evict(std::uint64_t keepNear);
    void forget(const std::vector<TraceSummary>& rows);

    std::map<std::uint64_t, std::vector<TraceSummary>> m_pages; ///< by page number
    std::unordered_map<TraceId, std::uint64_t> m_rows;
};

} // namespace spanglass
