#include "ui/receiver/Sparkline.h"

#include "models/common/Quantity.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace spanglass {

Sparkline::Sparkline(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("sparkline"));
    setMinimumSize(80, 24);
    setMaximumWidth(480);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void Sparkline::setValues(const std::array<std::uint64_t, RateHistory::Seconds>& values) {
    if (values == m_values)
        return;
    m_values = values;
    const std::uint64_t highest = *std::ranges::max_element(m_values);
    const QString words = tr("Spans in each second of the last minute; at most %1 in one").arg(formatCount(highest));
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    const ThemeColors& colors = themeColors(palette());
    const QRectF area = QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1);
    QPainter painter(this);
    painter.setPen(colors.grid);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const std::uint64_t highest = *std::ranges::max_element(m_values);
    if (highest == 0)
        return;
    const double step = area.width() / (RateHistory::Seconds - 1);
    const auto y = [&](std::uint64_t value) { return area.bottom() - area.height() * double(value) / double(highest); };
    QPainterPath line({area.left(), y(m_values[0])});
    for (int i = 1; i < RateHistory::Seconds; ++i)
        line.lineTo(area.left() + step * i, y(m_values[std::size_t(i)]));
    QPainterPath ground = line;
    ground.lineTo(area.bottomRight());
    ground.lineTo(area.bottomLeft());
    ground.closeSubpath();
    QColor fill = colors.accent;
    fill.setAlphaF(0.18f);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(ground, fill);
    painter.setPen(QPen(colors.accent, 1.4));
    painter.drawPath(line);
}

} // namespace spanglass
