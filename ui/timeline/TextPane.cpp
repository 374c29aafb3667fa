#include "ui/timeline/TextPane.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int Pad = 8;
constexpr int FoldWidth = 16;

} // namespace

TextPane::TextPane(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setCursor(Qt::IBeamCursor);
    setFont(fixedFont(font()));
    measure();
}

void TextPane::measure() {
    const QFontMetricsF metrics(font());
    m_lineHeight = static_cast<int>(metrics.height() * 1.15);
    m_columnWidth = std::max(1.0, metrics.horizontalAdvance(u'0'));
    m_lines.setColumns(static_cast<int>((viewport()->width() - gutter() - Pad) / m_columnWidth));
    updateScrollBar();
}

int TextPane::gutter() const { return FoldWidth + Pad; }

void TextPane::setText(const QString& text) {
    m_lines.setText(text);
    m_anchor = m_cursor = 0;
    updateScrollBar();
    verticalScrollBar()->setValue(0);
}

void TextPane::updateScrollBar() {
    const int page = std::max(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, static_cast<int>(std::clamp<qsizetype>(m_lines.count() - page + 1, 0, INT_MAX)));
    viewport()->update();
}

void TextPane::resizeEvent(QResizeEvent*) {
    const qsizetype top = m_lines.count() > 0
        ? m_lines.at(std::min<qsizetype>(verticalScrollBar()->value(), m_lines.count() - 1)).from
        : 0;
    measure();
    verticalScrollBar()->setValue(static_cast<int>(m_lines.reveal(top)));
}

void TextPane::scrollContentsBy(int, int) { viewport()->update(); }

void TextPane::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

void TextPane::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const ThemeColors& colors = themeColors(palette());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype last = std::min(m_lines.count(), first + viewport()->height() / m_lineHeight + 1);
    const qsizetype from = std::min(m_anchor, m_cursor);
    const qsizetype to = std::max(m_anchor, m_cursor);
    for (qsizetype i = first; i < last; ++i) {
        const TextLines::Line& line = m_lines.at(i);
        const int y = static_cast<int>(i - first) * m_lineHeight;
        const int left = gutter();
        if (m_lines.canFold(i)) {
            const QIcon icon
                = tintedIcon(m_lines.isFolded(i) ? "chevron-right"_L1 : "chevron-down"_L1, colors.mutedText);
            icon.paint(&painter, QRect(4, y + (m_lineHeight - 14) / 2, 14, 14));
        }
        const qsizetype selectFrom = std::max(from, line.from);
        const qsizetype selectTo = std::min(to, line.from + line.length);
        if (selectFrom < selectTo)
            painter.fillRect(QRectF(left + static_cast<double>(selectFrom - line.from) * m_columnWidth, y,
                                 static_cast<double>(selectTo - selectFrom) * m_columnWidth, m_lineHeight),
                hasFocus() ? colors.selection : colors.searchHit);
        painter.setPen(palette().color(QPalette::Text));
        const int baseline = y + (m_lineHeight + metrics.ascent() - metrics.descent()) / 2;
        painter.drawText(QPointF(left, baseline), m_lines.view(i).toString());
        if (m_lines.isFolded(i)) {
            painter.setPen(colors.mutedText);
            painter.drawText(QPointF(left + (line.length + 1) * m_columnWidth, baseline), u"…"_s);
        }
    }
}

qsizetype TextPane::positionAt(const QPoint& place) const {
    if (m_lines.count() == 0)
        return 0;
    const qsizetype shown
        = std::clamp<qsizetype>(verticalScrollBar()->value() + place.y() / m_lineHeight, 0, m_lines.count() - 1);
    const TextLines::Line& line = m_lines.at(shown);
    const auto column = static_cast<qsizetype>((place.x() - gutter()) / m_columnWidth + 0.5);
    return line.from + std::clamp<qsizetype>(column, 0, line.length);
}

void TextPane::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint place = event->position().toPoint();
    const qsizetype shown = verticalScrollBar()->value() + place.y() / m_lineHeight;
    if (place.x() < gutter() && shown < m_lines.count() && m_lines.canFold(shown)) {
        m_lines.toggleFold(shown);
        updateScrollBar();
        return;
    }
    m_cursor = positionAt(place);
    if (!(event->modifiers() & Qt::ShiftModifier))
        m_anchor = m_cursor;
    viewport()->update();
}

void TextPane::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton))
        return;
    m_cursor = positionAt(event->position().toPoint());
    viewport()->update();
}

void TextPane::mouseDoubleClickEvent(QMouseEvent* event) {
    const qsizetype at = positionAt(event->position().toPoint());
    const QString& all = text();
    const auto inWord = [&](qsizetype i) { return all[i].isLetterOrNumber() || all[i] == u'_'; };
    m_anchor = m_cursor = at;
    while (m_anchor > 0 && inWord(m_anchor - 1))
        --m_anchor;
    while (m_cursor < all.size() && inWord(m_cursor))
        ++m_cursor;
    viewport()->update();
}

bool TextPane::find(const QString& words, bool backwards) {
    if (words.isEmpty())
        return false;
    const QString& all = text();
    qsizetype at = -1;
    if (backwards) {
        const qsizetype before = std::min(m_anchor, m_cursor) - 1;
        at = before >= 0 ? all.lastIndexOf(words, before, Qt::CaseInsensitive) : -1;
        if (at < 0)
            at = all.lastIndexOf(words, -1, Qt::CaseInsensitive);
    } else {
        const bool fresh = m_anchor == m_cursor;
        at = all.indexOf(words, fresh ? m_cursor : std::min(m_anchor, m_cursor) + 1, Qt::CaseInsensitive);
        if (at < 0)
            at = all.indexOf(words, 0, Qt::CaseInsensitive);
    }
    if (at < 0)
        return false;
    m_anchor = at;
    m_cursor = at + words.size();
    const qsizetype line = m_lines.reveal(at);
    updateScrollBar();
    const int top = verticalScrollBar()->value();
    if (line < top || line >= top + verticalScrollBar()->pageStep())
        verticalScrollBar()->setValue(static_cast<int>(line) - verticalScrollBar()->pageStep() / 2);
    viewport()->update();
    return true;
}

QString TextPane::selectedText() const {
    return text().mid(std::min(m_anchor, m_cursor), std::abs(m_cursor - m_anchor));
}

void TextPane::selectAll() {
    m_anchor = 0;
    m_cursor = text().size();
    viewport()->update();
}

void TextPane::copy() const {
    const QString selected = selectedText();
    QGuiApplication::clipboard()->setText(selected.isEmpty() ? text() : selected);
}

void TextPane::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    QScrollBar* bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        return bar->setValue(0);
    case Qt::Key_End:
        return bar->setValue(bar->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TextPane::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(
        themedIcon("copy"_L1), selectedText().isEmpty() ? tr("Copy all") : tr("Copy"), this, &TextPane::copy);
    menu->addAction(tr("Select all"), this, &TextPane::selectAll);
    menu->popup(event->globalPos());
}

} // namespace spanglass
