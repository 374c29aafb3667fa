#include "ui/timeline/TimeRuler.h"

#include "models/timeline/RulerTicks.h"
#include "models/timeline/TraceSession.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

TimeRuler::TimeRuler(TraceSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session) {
    setObjectName(QStringLiteral("timeRuler"));
    connect(&session, &TraceSession::axisChanged, this, qOverload<>(&QWidget::update));
    connect(&session, &TraceSession::traceChanged, this, qOverload<>(&QWidget::update));
}

void TimeRuler::setTreeWidth(int width) {
    m_treeWidth = width;
    update();
}

void TimeRuler::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    painter.fillRect(rect(), colors.elevated);
    painter.setPen(colors.grid);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    painter.setFont(tabularFont(font()));
    const QFontMetrics metrics(painter.font());
    painter.setPen(colors.mutedText);
    const QRect tree(8, 0, m_treeWidth - 16, height());
    if (!m_session.trace()) {
        painter.drawText(tree, Qt::AlignVCenter | Qt::AlignLeft, tr("Span"));
        return;
    }
    const RulerTicks ruler = RulerTicks::of(m_session.axis(), TickSpacing);
    painter.drawText(tree, Qt::AlignVCenter | Qt::AlignLeft, tr("Span"));
    if (!ruler.base.isEmpty())
        painter.drawText(tree, Qt::AlignVCenter | Qt::AlignRight, tr("from %1").arg(ruler.base));
    painter.setClipRect(m_treeWidth, 0, width() - m_treeWidth, height());
    for (const RulerTick& tick : ruler.ticks) {
        const int x = m_treeWidth + static_cast<int>(m_session.axis().xOf(tick.time));
        painter.setPen(colors.mutedText);
        painter.drawLine(x, height() - 6, x, height() - 1);
        const int labelWidth = metrics.horizontalAdvance(tick.label);
        if (x + 4 + labelWidth < width())
            painter.drawText(x + 4, (height() + metrics.ascent() - metrics.descent()) / 2, tick.label);
    }
}

} // namespace spanglass
