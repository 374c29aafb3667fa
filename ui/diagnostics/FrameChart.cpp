#include "ui/diagnostics/FrameChart.h"

#include "models/diagnostics/FrameTimes.h"
#include "ui/common/Theme.h"

#include <QPainter>

#include <algorithm>

namespace spanglass {

namespace {

constexpr double FrameAt60 = 1e9 / 60; // ns
constexpr double Top = 50e6; // ns; longer ones are as high as the chart

} // namespace

FrameChart::FrameChart(const FrameTimes& times, QWidget* parent)
    : QWidget(parent)
    , m_times(times) {
    setObjectName(QStringLiteral("frameChart"));
    setAccessibleName(tr("Times from paint to paint"));
    setFixedHeight(72);
    setToolTip(tr("From paint to paint, the newest at the right; the line is 16.7 ms, which 60 frames a second take."));
}

void FrameChart::paintEvent(QPaintEvent*) {
    const ThemeColors& colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.elevated);
    const auto& frames = m_times.frames();
    const double step = double(width()) / double(FrameTimes::MostFrames);
    double x = width() - step * double(frames.size());
    for (const FrameTimes::Frame& each : frames) {
        const auto spent = double(each.interval.value > 0 ? each.interval.value : each.painting.value);
        const double high = std::max(1.0, height() * std::min(spent, Top) / Top);
        const bool late = spent > 2 * FrameAt60;
        painter.fillRect(
            QRectF(x, height() - high, std::max(1.0, step - 1), high), late ? colors.error : colors.accent);
        x += step;
    }
    const double line = height() * (1 - FrameAt60 / Top);
    painter.setPen(QPen(colors.mutedText, 1, Qt::DashLine));
    painter.drawLine(QPointF(0, line), QPointF(width(), line));
}

} // namespace spanglass
