#include "ui/sql/SqlGutter.h"

#include "ui/common/Theme.h"
#include "ui/sql/SqlEditor.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

namespace spanglass {

namespace {

constexpr int Bar = 3;
constexpr int Space = 8;

} // namespace

SqlGutter::SqlGutter(SqlEditor& editor)
    : QWidget(&editor)
    , m_editor(editor) {
    setAttribute(Qt::WA_OpaquePaintEvent);
}

int SqlGutter::neededWidth() const {
    const auto digits = QString::number(qMax(10, m_editor.blockCount())).size();
    return static_cast<int>(digits) * m_editor.fontMetrics().horizontalAdvance(u'9') + 2 * Space + Bar;
}

void SqlGutter::paintEvent(QPaintEvent* event) {
    const ThemeColors& colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(event->rect(), colors.elevated);
    painter.setFont(m_editor.font());
    const int cursorLine = m_editor.textCursor().blockNumber();
    const auto statement = m_editor.currentStatement();
    const int mistake = m_editor.mistakeLine();
    m_editor.forVisibleLines(event->rect(), [&](int line, const QRect& place, int start, int end) {
        const bool isMistake = line == mistake;
        if (isMistake)
            painter.fillRect(QRect(0, place.top(), width(), place.height()), colors.errorGround);
        if (statement && start <= statement->end && end >= statement->start)
            painter.fillRect(QRect(width() - Bar, place.top(), Bar, place.height()), colors.accent);
        painter.setPen(isMistake     ? colors.error
                : line == cursorLine ? palette().color(QPalette::Text)
                                     : colors.mutedText);
        painter.drawText(QRect(0, place.top(), width() - Bar - Space, m_editor.fontMetrics().height()),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
    });
}

void SqlGutter::mousePressEvent(QMouseEvent* event) { m_editor.goToLineAt(event->position().toPoint()); }

} // namespace spanglass
