// Mouse and keys of WaterfallView.

#include "models/timeline/TraceSession.h"
#include "ui/timeline/AccessibleWaterfall.h"
#include "ui/timeline/WaterfallPainter.h"
#include "ui/timeline/WaterfallView.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace spanglass {

bool WaterfallView::isOnExpander(const QPoint& place, std::uint32_t row) const {
    if (!m_session.rows().hasChildren(row))
        return false;
    const int x = WaterfallPainter::expanderX(m_session.rows().levelOf(row), m_firstLevel, m_treeWidth);
    return place.x() >= x - 2 && place.x() < x + RowStyle::Indent + 2;
}

void WaterfallView::hover(int y) {
    const std::uint32_t row = rowAt(y);
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

bool WaterfallView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::uint32_t row = rowAt(help->pos().y());
        if (row == NoNode)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                QStringLiteral("<pre style=\"white-space:pre-wrap; font-family:inherit\">%1</pre>")
                    .arg(rowToolTip(m_session, row).toHtmlEscaped()),
                viewport(), rowRect(row));
        return true;
    }
    if (event->type() == QEvent::Leave)
        hover(-1);
    return QAbstractScrollArea::viewportEvent(event);
}

void WaterfallView::mousePressEvent(QMouseEvent* event) {
    if (!m_session.trace())
        return;
    const QPoint place = event->position().toPoint();
    m_dragFrom = m_dragAt = place;
    const bool onBars = place.x() > m_treeWidth + 3;
    if (event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && onBars && (event->modifiers() & Qt::ShiftModifier))) {
        m_drag = Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() == Qt::LeftButton && isOnSplitter(place.x())) {
        m_drag = Drag::Splitter;
        return;
    }
    const std::uint32_t row = rowAt(place.y());
    if (event->button() == Qt::LeftButton && row != NoNode && !onBars && isOnExpander(place, row)) {
        if (event->modifiers() & Qt::AltModifier)
            m_session.setSubtreeCollapsed(row, !m_session.rows().isCollapsed(row));
        else
            m_session.toggle(row);
        return;
    }
    if (event->button() == Qt::LeftButton && onBars)
        m_drag = Drag::MayZoom;
    if (row != NoNode)
        m_session.select(row);
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    const QPoint before = std::exchange(m_dragAt, place);
    switch (m_drag) {
    case Drag::None:
        viewport()->setCursor(isOnSplitter(place.x()) ? Qt::SplitHCursor : Qt::ArrowCursor);
        hover(place.y());
        return;
    case Drag::Splitter:
        setTreeWidth(place.x());
        return;
    case Drag::MayZoom:
        if (std::abs(place.x() - m_dragFrom.x()) < QApplication::startDragDistance())
            return;
        m_drag = Drag::Zoom;
        [[fallthrough]];
    case Drag::Zoom:
        viewport()->update();
        return;
    case Drag::Pan:
        m_session.changeAxis([&](TimeAxis& axis) { axis.pan(before.x() - place.x()); });
        verticalScrollBar()->setValue(verticalScrollBar()->value() + before.y() - place.y());
        return;
    }
}

void WaterfallView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    viewport()->unsetCursor();
    if (drag != Drag::Zoom)
        return;
    const int from = std::max(m_treeWidth, std::min(m_dragFrom.x(), event->position().toPoint().x())) - m_treeWidth;
    const int to = std::max(m_dragFrom.x(), event->position().toPoint().x()) - m_treeWidth;
    m_session.changeAxis([&](TimeAxis& axis) { axis.show({axis.timeAt(from), axis.timeAt(to)}); });
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    const std::uint32_t row = rowAt(place.y());
    if (event->button() != Qt::LeftButton || row == NoNode)
        return;
    m_drag = Drag::None;
    if (place.x() > m_treeWidth)
        m_session.zoomToRow(row);
    else
        m_session.toggle(row);
}

void WaterfallView::wheelEvent(QWheelEvent* event) {
    if (!m_session.trace())
        return;
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        const double x = event->position().x() - m_treeWidth;
        m_session.changeAxis([&](TimeAxis& axis) { axis.zoom(std::pow(0.8, angle.y() / 120.0), std::max(0.0, x)); });
        event->accept();
        return;
    }
    const int sideways = angle.x() != 0 ? angle.x() : event->modifiers() & Qt::ShiftModifier ? angle.y() : 0;
    if (std::abs(sideways) > std::abs(angle.x() != 0 ? angle.y() : 0)) {
        m_session.changeAxis([&](TimeAxis& axis) { axis.pan(-sideways); });
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void WaterfallView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_session.trace())
        return;
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && m_session.selected() != NoNode)
        place = viewport()->mapToGlobal(rowRect(m_session.selected()).topLeft() + QPoint(m_treeWidth / 2, 20));
    Q_EMIT menuRequested(place);
    event->accept();
}

void WaterfallView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    announce();
}

void WaterfallView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void WaterfallView::announce() { announceWaterfallRow(*this, m_session); }

void WaterfallView::moveBy(std::ptrdiff_t rows) {
    const VisibleRows& visible = m_session.rows();
    if (visible.size() == 0)
        return;
    const std::size_t index
        = m_session.selected() == NoNode ? VisibleRows::NoIndex : visible.indexOf(m_session.selected());
    const auto now
        = index == VisibleRows::NoIndex ? std::ptrdiff_t{rows > 0 ? -1 : 1} : static_cast<std::ptrdiff_t>(index);
    const auto most = static_cast<std::ptrdiff_t>(visible.size()) - 1;
    m_session.select(visible.at(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now + rows, 0, most))));
}

/// Collapses, or goes to the parent when there is nothing to collapse.
void WaterfallView::stepLeft() {
    const std::uint32_t row = m_session.selected();
    const VisibleRows& visible = m_session.rows();
    if (visible.hasChildren(row) && !visible.isCollapsed(row) && !visible.isLimited())
        m_session.setCollapsed(row, true);
    else if (const std::uint32_t parent = m_session.trace()->nodes()[row].parent;
             parent != NoNode && row != visible.focus())
        m_session.select(parent);
}

/// Expands, or goes to the first child.
void WaterfallView::stepRight() {
    const std::uint32_t row = m_session.selected();
    if (m_session.rows().isCollapsed(row))
        m_session.setCollapsed(row, false);
    else if (m_session.rows().hasChildren(row))
        moveBy(1);
}

void WaterfallView::keyPressEvent(QKeyEvent* event) {
    if (!m_session.trace() || m_session.rows().size() == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    if (event->modifiers() & Qt::AltModifier) // back and forward, also while there is nowhere to go
        return event->ignore();
    const auto page = std::max<std::ptrdiff_t>(1, viewport()->height() / m_style.rowHeight - 1);
    const auto all = static_cast<std::ptrdiff_t>(m_session.rows().size());
    const bool hasRow = m_session.selected() != NoNode;
    switch (event->key()) {
    case Qt::Key_Up:
        return moveBy(-1);
    case Qt::Key_Down:
        return moveBy(1);
    case Qt::Key_PageUp:
        return moveBy(-page);
    case Qt::Key_PageDown:
        return moveBy(page);
    case Qt::Key_Home:
        return moveBy(-all);
    case Qt::Key_End:
        return moveBy(all);
    case Qt::Key_Left:
        return hasRow ? stepLeft() : moveBy(1);
    case Qt::Key_Right:
        return hasRow ? stepRight() : moveBy(1);
    case Qt::Key_Space:
        return hasRow ? m_session.toggle(m_session.selected()) : moveBy(1);
    case Qt::Key_Asterisk:
        return hasRow ? m_session.setSubtreeCollapsed(m_session.selected(), false) : moveBy(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT detailsRequested();
        return;
    case Qt::Key_Question:
        Q_EMIT helpRequested();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace spanglass
