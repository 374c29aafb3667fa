#include "ui/timeline/WaterfallView.h"

#include "models/timeline/RulerTicks.h"
#include "models/timeline/TraceSession.h"
#include "ui/timeline/AccessibleWaterfall.h"
#include "ui/timeline/TimeRuler.h"
#include "ui/timeline/WaterfallPainter.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace spanglass {

namespace {

constexpr int RulerHeight = 28;
constexpr int BarMargin = 8;
constexpr int SmallestTree = 140;

} // namespace

WaterfallView::WaterfallView(TraceSession& session, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_session(session)
    , m_ruler(new TimeRuler(session, this))
    , m_style(palette(), font()) {
    installAccessibleWaterfall();
    setObjectName(QStringLiteral("waterfall"));
    setAccessibleName(tr("Spans of the trace"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setViewportMargins(0, RulerHeight, 0, 0);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&session, &TraceSession::traceChanged, this, &WaterfallView::takeTrace);
    connect(&session, &TraceSession::rowsChanged, this, [this] {
        updateScrollBar();
        if (m_session.selected() != NoNode)
            scrollToRow(m_session.selected());
    });
    connect(&session, &TraceSession::selectionChanged, this, [this] {
        if (m_session.selected() != NoNode)
            scrollToRow(m_session.selected());
        viewport()->update();
        announce();
    });
    connect(&session, &TraceSession::axisChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&session, &TraceSession::searchChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&session, &TraceSession::lookChanged, this, [this] {
        m_coverage.clear();
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const auto index = static_cast<std::size_t>(value / m_style.rowHeight);
        if (!m_placing && m_session.trace() && index < m_session.rows().size())
            m_session.setTopRow(m_session.rows().at(index));
    });
    layOut();
}

void WaterfallView::takeTrace() {
    m_coverage.clear();
    m_style.forgetTrace();
    m_hovered = NoNode;
    const int into = verticalScrollBar()->value() % m_style.rowHeight;
    const std::uint32_t top = m_session.topRow();
    updateScrollBar();
    m_placing = true;
    const std::size_t index = m_session.trace() && top != NoNode ? m_session.rows().indexOf(top) : VisibleRows::NoIndex;
    if (index != VisibleRows::NoIndex)
        verticalScrollBar()->setValue(static_cast<int>(index) * m_style.rowHeight + into);
    else {
        verticalScrollBar()->setValue(0);
        if (m_session.trace() && m_session.selected() != NoNode)
            scrollToRow(m_session.selected());
    }
    m_placing = false;
    viewport()->update();
    announce();
}

void WaterfallView::setTreeWidth(int width) {
    m_treeWidth = std::clamp(width, SmallestTree, std::max(SmallestTree, viewport()->width() - 200));
    layOut();
}

void WaterfallView::layOut() {
    m_ruler->setGeometry(0, 0, viewport()->width(), RulerHeight);
    m_ruler->setTreeWidth(m_treeWidth);
    const int bars = viewport()->width() - m_treeWidth;
    m_session.changeAxis([&](TimeAxis& axis) { axis.setWidth(bars, BarMargin); });
    viewport()->update();
}

void WaterfallView::updateScrollBar() {
    const auto height = static_cast<qint64>(m_session.rows().size()) * m_style.rowHeight;
    const qint64 most = std::max<qint64>(0, height - viewport()->height());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_style.rowHeight);
    verticalScrollBar()->setRange(0, static_cast<int>(std::min<qint64>(most, INT_MAX)));
    viewport()->update();
}

void WaterfallView::resizeEvent(QResizeEvent*) {
    m_treeWidth = std::clamp(m_treeWidth, SmallestTree, std::max(SmallestTree, viewport()->width() - 200));
    layOut();
    updateScrollBar();
}

void WaterfallView::scrollContentsBy(int, int) { viewport()->update(); }

void WaterfallView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    m_style = RowStyle(palette(), font());
    updateScrollBar();
}

std::uint32_t WaterfallView::rowAt(int y) const {
    if (!m_session.trace() || y < 0)
        return NoNode;
    const auto index = static_cast<std::size_t>((y + verticalScrollBar()->value()) / m_style.rowHeight);
    return index < m_session.rows().size() ? m_session.rows().at(index) : NoNode;
}

QRect WaterfallView::rowRect(std::uint32_t row) const {
    const std::size_t index = m_session.trace() ? m_session.rows().indexOf(row) : VisibleRows::NoIndex;
    if (index == VisibleRows::NoIndex)
        return {};
    const qint64 y = static_cast<qint64>(index) * m_style.rowHeight - verticalScrollBar()->value();
    return {0, static_cast<int>(y), viewport()->width(), m_style.rowHeight};
}

void WaterfallView::scrollToRow(std::uint32_t row) {
    const QRect rect = rowRect(row);
    if (rect.isNull())
        return;
    QScrollBar* bar = verticalScrollBar();
    const int height = viewport()->height();
    if (rect.top() < -height || rect.bottom() > 2 * height) // far away: into the middle
        bar->setValue(bar->value() + rect.top() - height / 2);
    else if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top());
    else if (rect.bottom() >= height)
        bar->setValue(bar->value() + rect.bottom() - height + 1);
}

int WaterfallView::firstLevelInSight(std::size_t from, std::size_t to) const {
    int lowest = INT_MAX;
    int highest = 0;
    for (std::size_t i = from; i < to; ++i) {
        const int level = m_session.rows().levelOf(m_session.rows().at(i));
        lowest = std::min(lowest, level);
        highest = std::max(highest, level);
    }
    const bool fits = highest * RowStyle::Indent <= m_treeWidth / 2;
    return fits || lowest == INT_MAX ? 0 : std::max(0, lowest - 1);
}

void WaterfallView::paintGrid(QPainter& painter) {
    painter.setPen(m_style.colors.grid);
    for (const RulerTick& tick : RulerTicks::of(m_session.axis(), TimeRuler::TickSpacing).ticks) {
        const int x = m_treeWidth + static_cast<int>(m_session.axis().xOf(tick.time));
        if (x > m_treeWidth)
            painter.drawLine(x, 0, x, viewport()->height());
    }
}

void WaterfallView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    if (!m_session.trace())
        return;
    paintGrid(painter);
    const int scroll = verticalScrollBar()->value();
    const auto first = static_cast<std::size_t>(scroll / m_style.rowHeight);
    const auto last = std::min(
        m_session.rows().size(), static_cast<std::size_t>((scroll + viewport()->height()) / m_style.rowHeight) + 1);
    m_firstLevel = firstLevelInSight(first, last);
    WaterfallPainter rows(painter, m_session, m_style, m_coverage, m_treeWidth, viewport()->width());
    rows.setFirstLevel(m_firstLevel);
    for (std::size_t i = first; i < last; ++i) {
        const std::uint32_t row = m_session.rows().at(i);
        const int y = static_cast<int>(static_cast<qint64>(i) * m_style.rowHeight - scroll);
        rows.paint({row, y, row == m_session.selected(), row == m_hovered});
    }
    painter.setPen(m_style.colors.grid);
    painter.drawLine(m_treeWidth, 0, m_treeWidth, viewport()->height());
    if (m_drag == Drag::Zoom) {
        QColor veil = m_style.colors.accent;
        veil.setAlphaF(0.18f);
        const int left = std::max(m_treeWidth, std::min(m_dragFrom.x(), m_dragAt.x()));
        const int right = std::max(m_dragFrom.x(), m_dragAt.x());
        painter.fillRect(left, 0, right - left, viewport()->height(), veil);
        painter.setPen(m_style.colors.accent);
        painter.drawLine(left, 0, left, viewport()->height());
        painter.drawLine(right, 0, right, viewport()->height());
    }
    if (hasFocus() && m_session.selected() != NoNode) {
        painter.setPen(m_style.colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rowRect(m_session.selected()).adjusted(0, 0, -1, -1));
    }
}

} // namespace spanglass
