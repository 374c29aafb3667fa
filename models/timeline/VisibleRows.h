#pragma once

#include "services/core/Trace.h"

#include <optional>
#include <vector>

namespace spanglass {

/// Which rows of a trace are on the list at present: what is collapsed, the subtree in focus, and the choice to show
/// matches only. Everything is row numbers into one snapshot; rebuilding costs what is visible.
class VisibleRows {
public:
    static constexpr std::size_t NoIndex = static_cast<std::size_t>(-1);

    /// Collapsed rows and focus are found again in the new snapshot by span key, or by id where there is no key.
    void setTrace(TracePtr trace);

    const std::vector<std::uint32_t>& rows() const { return m_rows; }
    std::size_t size() const { return m_rows.size(); }
    std::uint32_t at(std::size_t index) const { return m_rows[index]; }
    /// NoIndex when the row is hidden.
    std::size_t indexOf(std::uint32_t row) const;
    /// The row itself, or the ancestor that hides it, or NoNode when the row is out of focus.
    std::uint32_t shownFor(std::uint32_t row) const;

    bool hasChildren(std::uint32_t row) const;
    bool isCollapsed(std::uint32_t row) const { return m_collapsed[row] != 0; }
    /// Levels below the focus.
    int levelOf(std::uint32_t row) const;

    void setCollapsed(std::uint32_t row, bool collapsed);
    /// `row` and everything below it.
    void setSubtreeCollapsed(std::uint32_t row, bool collapsed);
    void expandAll();
    /// Rows down to this many levels below the focus stay visible; 0 leaves the roots alone.
    void collapseToLevel(int level);
    /// The deepest level that is now visible.
    int visibleLevel() const;
    /// Expands the row's ancestors and leaves a focus that does not hold it.
    void reveal(std::uint32_t row);

    std::uint32_t focus() const { return m_focus; }
    void setFocus(std::uint32_t row); ///< NoNode leaves it

    /// Only these rows and their ancestors; nullopt shows all. Matches keep their collapsed state, but a collapsed
    /// ancestor does not hide them.
    void setOnly(const std::optional<std::vector<std::uint32_t>>& matches);
    bool isLimited() const { return !m_only.empty(); }

private:
    void rebuild();

    TracePtr m_trace;
    std::vector<std::uint8_t> m_collapsed;
    std::vector<std::uint8_t> m_only; ///< empty: all
    std::vector<std::uint32_t> m_rows;
    std::uint32_t m_focus = NoNode;
};

/// The row in `now` of what is `row` in `before`; NoNode when it is gone.
std::uint32_t sameRow(const Trace& before, std::uint32_t row, const Trace& now);

} // namespace spanglass
