#include "ui/timeline/WaterfallPainter.h"

#include "ui/common/Icons.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Space that a name keeps however deep its row is.
constexpr int NameSpace = 150;

} // namespace

WaterfallPainter::WaterfallPainter(QPainter& painter, const TraceSession& session, const RowStyle& style,
    CoverageCache& coverage, int treeWidth, int width)
    : m_painter(painter)
    , m_session(session)
    , m_trace(*session.trace())
    , m_style(style)
    , m_coverage(coverage)
    , m_treeWidth(treeWidth)
    , m_width(width) { }

int WaterfallPainter::expanderX(int level, int firstLevel, int treeWidth) {
    const int room = std::max(0, treeWidth - NameSpace);
    return RowStyle::Pad / 2 + std::min(std::max(0, level - firstLevel) * RowStyle::Indent, room);
}

QColor WaterfallPainter::textColor(const Row& row) const {
    return row.selected ? m_style.colors.selectionText : m_style.palette.color(QPalette::Text);
}

void WaterfallPainter::paint(const Row& row) {
    const TraceNode& node = m_trace.nodes()[row.row];
    if (row.selected || row.hovered)
        m_painter.fillRect(
            0, row.y, m_width, m_style.rowHeight, row.selected ? m_style.colors.selection : m_style.colors.rowHover);
    if (row.selected)
        m_painter.fillRect(0, row.y, 2, m_style.rowHeight, m_style.colors.accent);
    m_painter.save();
    m_painter.setClipRect(0, row.y, m_treeWidth, m_style.rowHeight);
    paintTree(row, node);
    m_painter.restore();
    m_painter.save();
    m_painter.setClipRect(m_treeWidth + 1, row.y, m_width - m_treeWidth - 1, m_style.rowHeight);
    paintBar(row, node);
    m_painter.restore();
}

void WaterfallPainter::paintGuides(const Row& row, int level) {
    m_painter.setPen(m_style.colors.grid);
    const int own = expanderX(level, m_firstLevel, m_treeWidth);
    for (int l = m_firstLevel; l < level; ++l) {
        const int x = expanderX(l, m_firstLevel, m_treeWidth) + RowStyle::Indent / 2;
        if (x >= own)
            break;
        m_painter.drawLine(x, row.y, x, row.y + m_style.rowHeight);
    }
}

void WaterfallPainter::paintIcon(QLatin1StringView name, const QColor& color, const QRect& place) {
    tintedIcon(name, color).paint(&m_painter, place);
}

/// Error mark and count of hidden rows at the right end of the tree column; returns where they begin.
int WaterfallPainter::paintMarks(const Row& row, const TraceNode& node) {
    int right = m_treeWidth - RowStyle::Pad;
    const int middle = row.y + m_style.rowHeight / 2;
    const bool collapsed = m_session.rows().isCollapsed(row.row) && !m_session.rows().isLimited();
    const bool hiddenError = collapsed && node.has(NodeFlag::ErrorBelow);
    if (node.isError() || hiddenError) {
        right -= 14;
        QColor color = m_style.colors.error;
        if (!node.isError())
            color.setAlphaF(0.6f);
        paintIcon("error"_L1, color, QRect(right, middle - 7, 14, 14));
        right -= 4;
    }
    if (collapsed) {
        const QString count = u'+' + QLocale().toString(node.subtreeEnd - row.row - 1);
        const int width = m_style.numberMetrics.horizontalAdvance(count) + 8;
        right -= width;
        const QRect chip(right, middle - m_style.metrics.height() / 2, width, m_style.metrics.height());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_style.colors.elevated);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.drawRoundedRect(chip, 4, 4);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.setPen(m_style.colors.mutedText);
        m_painter.setFont(m_style.numbers);
        m_painter.drawText(chip, Qt::AlignCenter, count);
        right -= 4;
    }
    return right;
}

void WaterfallPainter::paintTree(const Row& row, const TraceNode& node) {
    const int level = m_session.rows().levelOf(row.row);
    const int middle = row.y + m_style.rowHeight / 2;
    paintGuides(row, level);
    int x = expanderX(level, m_firstLevel, m_treeWidth);
    if (m_session.rows().hasChildren(row.row)) {
        const bool closed = m_session.rows().isCollapsed(row.row) && !m_session.rows().isLimited();
        paintIcon(closed ? "chevron-right"_L1 : "chevron-down"_L1, m_style.colors.mutedText,
            QRect(x + 1, middle - 7, 14, 14));
    }
    x += RowStyle::Indent + 2;
    const bool placeholder = node.has(NodeFlag::Placeholder);
    if (!placeholder)
        m_painter.fillRect(x, middle - 8, 3, 16, m_style.serviceOf(m_trace, node.service));
    x += 8;
    paintIcon(spanIcon(m_trace, node), row.selected ? m_style.colors.selectionText : m_style.colors.mutedText,
        QRect(x, middle - 8, RowStyle::IconSize, RowStyle::IconSize));
    x += RowStyle::IconSize + 6;
    const int right = paintMarks(row, node);
    if (right <= x)
        return;

    const bool hit = m_session.search().isMatch(row.row);
    const QString name = m_style.metrics.elidedText(rowName(m_trace, node), Qt::ElideRight, right - x);
    const int width = m_style.metrics.horizontalAdvance(name);
    if (hit)
        m_painter.fillRect(x - 2, middle - m_style.metrics.height() / 2 - 1, width + 4, m_style.metrics.height() + 2,
            m_style.colors.searchHit);
    QFont font = m_style.font;
    font.setItalic(placeholder);
    m_painter.setFont(font);
    const bool dimmed = placeholder || (m_session.onlyMatches() && m_session.rows().isLimited() && !hit);
    m_painter.setPen(hit ? m_style.palette.color(QPalette::Text) : dimmed ? m_style.colors.mutedText : textColor(row));
    const QRect line(x, row.y, right - x, m_style.rowHeight);
    m_painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, name);

    QStringList extra;
    if (level > 0
        && expanderX(level, m_firstLevel, m_treeWidth) + RowStyle::Indent
            > expanderX(level + 1, m_firstLevel, m_treeWidth))
        extra += QCoreApplication::translate("spanglass::WaterfallPainter", "level %1").arg(level + 1);
    extra += rowRemarks(node);
    const int free = right - x - width - RowStyle::Pad;
    if (extra.isEmpty() || free < 24)
        return;
    m_painter.setPen(m_style.colors.warning);
    m_painter.setFont(m_style.font);
    m_painter.drawText(line.adjusted(width + RowStyle::Pad, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
        m_style.metrics.elidedText(extra.join(u", "_s), Qt::ElideRight, free));
}

void WaterfallPainter::paintBar(const Row& row, const TraceNode& node) {
    if (node.has(NodeFlag::Placeholder) || node.has(NodeFlag::NoTime))
        return;
    const TimeAxis& axis = m_session.axis();
    const std::int64_t first = std::min(m_session.startOf(node), m_session.endOf(node));
    const std::int64_t last = std::max(m_session.startOf(node), m_session.endOf(node));
    const TimeWindow window = axis.window();
    if (last < window.from || first > window.to)
        return paintElsewhere(row, last < window.from);
    // Clipped before painting: coordinates far outside overflow the raster engine's fixed point.
    const double clipLeft = m_treeWidth - 50.0;
    const double clipRight = m_width + 50.0;
    const double left = std::clamp(m_treeWidth + axis.xOf(first), clipLeft, clipRight);
    const double right = std::clamp(m_treeWidth + axis.xOf(last), clipLeft, clipRight);
    const double inset = 5;
    const QRectF bar(left, row.y + inset, std::max(right - left, 2.0), m_style.rowHeight - 2 * inset);
    const QColor color = m_style.serviceOf(m_trace, node.service);

    if (m_session.adjustsSkew() && node.has(NodeFlag::Skewed)) { // where it was before the adjustment
        const std::int64_t raw = (node.start - m_trace.start()).value;
        const double x = std::clamp(m_treeWidth + axis.xOf(raw), clipLeft, clipRight);
        const double end = std::clamp(m_treeWidth + axis.xOf(raw + node.duration().value), clipLeft, clipRight);
        m_painter.setPen(QPen(m_style.colors.mutedText, 1, Qt::DotLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(QRectF(x, bar.y() + 0.5, std::max(end - x, 2.0), bar.height() - 1));
    }
    paintSelfTime(row, node, bar, color);
    if (node.has(NodeFlag::NegativeTime)) {
        m_painter.setPen(QPen(m_style.colors.warning, 1.5, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(bar.adjusted(0, 0, 0, 0));
    }
    if (m_session.showsCriticalPath() && node.has(NodeFlag::CriticalPath)) {
        m_painter.setPen(QPen(m_style.colors.criticalPath, 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(bar.adjusted(-1, -1, 1, 1));
    }
    if (node.isError())
        m_painter.fillRect(QRectF(bar.left(), bar.bottom() - 2, bar.width(), 2), m_style.colors.error);
    paintMarkers(row, node);
    paintLabel(row, node, bar.left(), bar.right());
}

/// An arrow at the edge behind which the bar lies.
void WaterfallPainter::paintElsewhere(const Row& row, bool before) {
    const int x = before ? m_treeWidth + 4 : m_width - 18;
    paintIcon(before ? "back"_L1 : "forward"_L1, m_style.colors.mutedText,
        QRect(x, row.y + m_style.rowHeight / 2 - 7, 14, 14));
}

void WaterfallPainter::paintSelfTime(const Row& row, const TraceNode& node, const QRectF& bar, const QColor& color) {
    QColor covered = color;
    covered.setAlphaF(m_session.showsCriticalPath() && !node.has(NodeFlag::CriticalPath) ? 0.18f : 0.38f);
    QColor own = color;
    if (m_session.showsCriticalPath() && !node.has(NodeFlag::CriticalPath))
        own.setAlphaF(0.45f);
    if (node.has(NodeFlag::Unfinished)) {
        QLinearGradient fade(bar.topLeft(), bar.topRight());
        fade.setColorAt(0, own);
        fade.setColorAt(1, covered);
        m_painter.fillRect(bar, fade);
        return;
    }
    if (!m_session.rows().hasChildren(row.row) || bar.width() < 4) {
        m_painter.fillRect(bar, own);
        return;
    }
    m_painter.fillRect(bar, covered);
    const TimeAxis& axis = m_session.axis();
    double x = m_treeWidth + axis.xOf(m_session.startOf(node));
    const auto piece = [&](double from, double to) {
        from = std::max(from, bar.left());
        to = std::min(to, bar.right());
        if (to - from >= 0.5)
            m_painter.fillRect(QRectF(from, bar.y(), to - from, bar.height()), own);
    };
    const auto& windows = m_coverage.of(m_session, row.row);
    // From the first that can be seen to the last.
    auto at = std::ranges::lower_bound(windows, axis.window().from, {}, &TimeWindow::to);
    if (at != windows.begin())
        x = m_treeWidth + axis.xOf(std::prev(at)->to);
    for (; at != windows.end() && at->from < axis.window().to; ++at) {
        piece(x, m_treeWidth + axis.xOf(at->from));
        x = m_treeWidth + axis.xOf(at->to);
    }
    piece(x, at == windows.end() ? bar.right() : m_treeWidth + axis.xOf(at->from));
}

void WaterfallPainter::paintMarkers(const Row& row, const TraceNode& node) {
    constexpr int MostMarkers = 4096; // a frame must not take longer for one span
    const double middle = row.y + m_style.rowHeight / 2.0;
    double lastX = -1e9;
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < std::min<int>(node.markerCount, MostMarkers); ++i) {
        const EventMarker& marker = m_trace.markers()[node.firstMarker + static_cast<std::uint32_t>(i)];
        if (!marker.time.isSet())
            continue;
        const double x = m_treeWidth + m_session.axis().xOf(m_session.timeOf(node, marker.time));
        if (x < m_treeWidth - 8 || x > m_width + 8 || (!marker.exception && std::abs(x - lastX) < 2))
            continue;
        lastX = x;
        const double r = marker.exception ? 5 : 3.5;
        QPolygonF shape;
        if (marker.exception)
            shape << QPointF(x, middle - r) << QPointF(x + r, middle + r - 1) << QPointF(x - r, middle + r - 1);
        else
            shape << QPointF(x, middle - r) << QPointF(x + r, middle) << QPointF(x, middle + r)
                  << QPointF(x - r, middle);
        m_painter.setPen(QPen(m_style.palette.color(QPalette::Base), 1));
        m_painter.setBrush(marker.exception ? m_style.colors.error : m_style.palette.color(QPalette::Text));
        m_painter.drawPolygon(shape);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void WaterfallPainter::paintLabel(const Row& row, const TraceNode& node, double left, double right) {
    const QString text = node.has(NodeFlag::Unfinished)
        ? QCoreApplication::translate("spanglass::WaterfallPainter", "unfinished")
        : formatDuration(node.duration());
    const int width = m_style.numberMetrics.horizontalAdvance(text);
    const int slow = node.has(NodeFlag::Slow) ? 18 : 0;
    const int gap = 6;
    QColor color = row.selected ? m_style.colors.selectionText : m_style.colors.mutedText;
    if (node.isError())
        color = m_style.colors.error;
    double x = right + gap;
    if (x + width + slow + gap > m_width) {
        x = left - gap - width - slow;
        if (x < m_treeWidth + gap) { // no room on either side: on the bar
            const double shownLeft = std::max(left, static_cast<double>(m_treeWidth));
            x = std::min(right, static_cast<double>(m_width)) - gap - width - slow;
            if (x < shownLeft)
                return;
            const double plate = width + slow + 8;
            m_painter.fillRect(QRectF(x - 4, row.y + 6, plate, m_style.rowHeight - 12), m_style.palette.base());
            color = node.isError() ? m_style.colors.error : m_style.palette.color(QPalette::Text);
        }
    }
    m_painter.setPen(color);
    m_painter.setFont(m_style.numbers);
    m_painter.drawText(QRectF(x, row.y, width + 1, m_style.rowHeight), Qt::AlignVCenter | Qt::AlignLeft, text);
    if (slow)
        paintIcon("clock"_L1, m_style.colors.warning,
            QRect(static_cast<int>(x) + width + 4, row.y + m_style.rowHeight / 2 - 7, 14, 14));
}

} // namespace spanglass
