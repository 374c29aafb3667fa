#pragma once

#include "ui/timeline/CoverageCache.h"
#include "ui/timeline/RowStyle.h"

#include <QPainter>

namespace spanglass {

/// Paints one row of the waterfall: the tree's part on the left, the bar's on the right.
class WaterfallPainter {
public:
    struct Row {
        std::uint32_t row = 0;
        int y = 0;
        bool selected = false;
        bool hovered = false;
    };

    WaterfallPainter(QPainter& painter, const TraceSession& session, const RowStyle& style, CoverageCache& coverage,
        int treeWidth, int width);

    /// Tree levels are drawn from this one on, so that deep rows stay within the column.
    void setFirstLevel(int level) { m_firstLevel = level; }
    void paint(const Row& row);

    /// Where the expander of a row of this level lies, from the left edge.
    static int expanderX(int level, int firstLevel, int treeWidth);

private:
    void paintTree(const Row& row, const TraceNode& node);
    void paintGuides(const Row& row, int level);
    int paintMarks(const Row& row, const TraceNode& node);
    void paintBar(const Row& row, const TraceNode& node);
    void paintElsewhere(const Row& row, bool before);
    void paintSelfTime(const Row& row, const TraceNode& node, const QRectF& bar, const QColor& color);
    void paintMarkers(const Row& row, const TraceNode& node);
    void paintLabel(const Row& row, const TraceNode& node, double left, double right);
    void paintIcon(QLatin1StringView name, const QColor& color, const QRect& place);
    QColor textColor(const Row& row) const;

    QPainter& m_painter;
    const TraceSession& m_session;
    const Trace& m_trace;
    const RowStyle& m_style;
    CoverageCache& m_coverage;
    int m_treeWidth;
    int m_width;
    int m_firstLevel = 0;
};

} // namespace spanglass
