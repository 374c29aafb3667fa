#pragma once

#include "services/core/Trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace spanglass {

/// What a search within a trace found, as rows in tree order.
class SearchState {
public:
    /// Sorted and made unique here; nullopt: no search.
    void setMatches(std::optional<std::vector<std::uint32_t>> rows);
    bool isActive() const { return m_rows.has_value(); }
    std::size_t count() const { return m_rows ? m_rows->size() : 0; }
    const std::optional<std::vector<std::uint32_t>>& rows() const { return m_rows; }
    bool isMatch(std::uint32_t row) const;
    /// 1-based place of a row among the matches, 0 when it is none.
    std::size_t placeOf(std::uint32_t row) const;

    /// The match after (direction > 0) or before `row`, around the end; NoNode when there is none. `row` may be NoNode.
    std::uint32_t next(std::uint32_t row, int direction) const;

private:
    std::optional<std::vector<std::uint32_t>> m_rows;
};

/// The error after or before `row`, around the end; NoNode when the trace has none.
std::uint32_t nextError(const Trace& trace, std::uint32_t row, int direction);

/// Rows whose name, service or type holds `words`, in any case. Costs one pass over the rows and one comparison per
/// different text.
std::vector<std::uint32_t> rowsNamed(const Trace& trace, const QString& words);

} // namespace spanglass
