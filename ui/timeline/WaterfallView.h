#pragma once

#include "ui/timeline/CoverageCache.h"
#include "ui/timeline/RowStyle.h"

#include <QAbstractScrollArea>

#include <optional>

namespace spanglass {

class TimeRuler;
class TraceSession;

/// Span tree on the left, bars on one time axis on the right. Paints only the rows in sight, so the length of the trace
/// does not matter. Everything it shows is in the session. GUI thread.
class WaterfallView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit WaterfallView(TraceSession& session, QWidget* parent = nullptr);

    int treeWidth() const { return m_treeWidth; }
    void setTreeWidth(int width);

    /// Index among the visible rows, and the row itself, at a place in the viewport; NoNode when there is none.
    std::uint32_t rowAt(int y) const;
    QRect rowRect(std::uint32_t row) const; ///< in the viewport; may lie outside of it
    void scrollToRow(std::uint32_t row);
    const RowStyle& rowStyle() const { return m_style; }
    const TraceSession* session() const { return &m_session; }

Q_SIGNALS:
    void detailsRequested(); ///< Enter
    void menuRequested(const QPoint& globalPosition);
    void helpRequested(); ///< ?
    void leaveRequested(); ///< Esc with nothing left to leave

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag : std::uint8_t { None, Splitter, MayZoom, Zoom, Pan };

    void takeTrace();
    void layOut();
    void updateScrollBar();
    void moveBy(std::ptrdiff_t rows);
    void stepLeft();
    void stepRight();
    void announce();
    void hover(int y);
    bool isOnSplitter(int x) const { return std::abs(x - m_treeWidth) <= 3; }
    bool isOnExpander(const QPoint& place, std::uint32_t row) const;
    int firstLevelInSight(std::size_t from, std::size_t to) const;
    void paintGrid(QPainter& painter);

    TraceSession& m_session;
    TimeRuler* m_ruler;
    RowStyle m_style;
    CoverageCache m_coverage;
    int m_treeWidth = 360;
    int m_firstLevel = 0;
    std::uint32_t m_hovered = NoNode;
    Drag m_drag = Drag::None;
    QPoint m_dragFrom;
    QPoint m_dragAt;
    bool m_placing = false; ///< the scroll bar is being moved to follow the rows
};

} // namespace spanglass
