#include "ui/sql/SqlChartPainter.h"

#include "models/sql/SqlTicks.h"
#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr double Edge = 16;
constexpr double LegendMark = 14;
constexpr std::size_t MostPointMarks = 80; // more would be one thick line
// Neighbours differ in lightness too.
constexpr std::array SeriesColors{0, 1, 2, 3, 4, 5, 6, 8};

QPainterPath mark(std::size_t series, const QPointF& at) {
    constexpr double R = 3.5;
    QPainterPath path;
    switch (series % 4) {
    case 0:
        path.addEllipse(at, R, R);
        break;
    case 1:
        path.addRect(QRectF(at.x() - R, at.y() - R, 2 * R, 2 * R));
        break;
    case 2:
        path.addPolygon(
            QPolygonF{{at.x(), at.y() - R - 1}, {at.x() + R + 1, at.y() + R}, {at.x() - R - 1, at.y() + R}});
        break;
    default:
        path.addPolygon(QPolygonF{
            {at.x(), at.y() - R - 1}, {at.x() + R + 1, at.y()}, {at.x(), at.y() + R + 1}, {at.x() - R - 1, at.y()}});
    }
    path.closeSubpath();
    return path;
}

Qt::PenStyle dash(std::size_t series) {
    static constexpr std::array Styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return Styles[series % Styles.size()];
}

} // namespace

SqlChartPainter::SqlChartPainter(const SqlChart& chart, const QRectF& area, const QFont& font, const QPalette& palette)
    : m_chart(chart)
    , m_area(area.adjusted(Edge, 12, -Edge, -8))
    , m_font(tabularFont(font))
    , m_palette(palette) {
    for (const SqlChart::Series& series : chart.series) {
        for (const double value : series.values) {
            if (std::isnan(value))
                continue;
            m_lowY = std::min(m_lowY, value);
            m_highY = std::max(m_highY, value);
        }
    }
    const double headroom = (m_highY - m_lowY) * 0.04;
    m_highY += m_highY > 0 ? headroom : 0;
    m_lowY -= m_lowY < 0 ? headroom : 0;
    if (!chart.x.empty()) {
        m_lowX = chart.x.front();
        m_highX = chart.x.back() > m_lowX ? chart.x.back() : m_lowX + 1;
    }
    const QFontMetricsF metrics(m_font);
    double labels = 0;
    for (const SqlTick& tick : sqlNumberTicks(m_lowY, m_highY, 6))
        labels = std::max(labels, metrics.horizontalAdvance(tick.text));
    m_plot = m_area.adjusted(labels + 8, metrics.height() + 10, 0, -metrics.height() - 8);
}

double SqlChartPainter::x(double value) const {
    return m_plot.left() + (value - m_lowX) / (m_highX - m_lowX) * m_plot.width();
}

double SqlChartPainter::y(double value) const {
    return m_plot.bottom() - (value - m_lowY) / (m_highY - m_lowY) * m_plot.height();
}

QRectF SqlChartPainter::band(int place) const {
    if (m_chart.kind == SqlChart::Kind::Histogram) {
        const double left = x(m_chart.x[static_cast<std::size_t>(place)]);
        return {left, m_plot.top(), x(m_chart.x[static_cast<std::size_t>(place) + 1]) - left, m_plot.height()};
    }
    const double width = m_plot.width() / static_cast<double>(m_chart.labels.size());
    return {m_plot.left() + place * width, m_plot.top(), width, m_plot.height()};
}

QColor SqlChartPainter::color(std::size_t series) const {
    return serviceColorAt(SeriesColors[series % SeriesColors.size()], m_palette);
}

/// Whole in the first series, hatched with the ground in the others: one can tell them apart without colours.
void SqlChartPainter::fillBar(QPainter& painter, const QRectF& bar, std::size_t series) const {
    static constexpr std::array Hatches{Qt::NoBrush, Qt::BDiagPattern, Qt::FDiagPattern};
    painter.fillRect(bar, color(series));
    QColor ground = m_palette.color(QPalette::Base);
    ground.setAlpha(150);
    if (const Qt::BrushStyle hatch = Hatches[series % Hatches.size()]; hatch != Qt::NoBrush)
        painter.fillRect(bar, QBrush(ground, hatch));
}

void SqlChartPainter::paint(QPainter& painter, int place) const {
    painter.setFont(m_font);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    paintLegend(painter);
    switch (m_chart.kind) {
    case SqlChart::Kind::Lines:
        paintLines(painter, place);
        break;
    case SqlChart::Kind::Bars:
        paintBars(painter, place);
        break;
    case SqlChart::Kind::Histogram:
        paintBins(painter, place);
        break;
    }
}

void SqlChartPainter::paintAxes(QPainter& painter) const {
    const ThemeColors& colors = themeColors(m_palette);
    const QFontMetricsF metrics(m_font);
    for (const SqlTick& tick : sqlNumberTicks(m_lowY, m_highY, std::max(1, static_cast<int>(m_plot.height() / 48)))) {
        const double at = std::round(y(tick.at)) + 0.5;
        painter.setPen(tick.at == 0 ? colors.mutedText : colors.grid);
        painter.drawLine(QPointF(m_plot.left(), at), QPointF(m_plot.right(), at));
        painter.setPen(colors.mutedText);
        painter.drawText(
            QRectF(m_area.left(), at - metrics.height() / 2, m_plot.left() - 8 - m_area.left(), metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, tick.text);
    }
    painter.setPen(colors.mutedText);
    const double top = m_plot.bottom() + 6;
    if (m_chart.kind == SqlChart::Kind::Bars) {
        for (int i = 0; i < m_chart.labels.size(); ++i) {
            const QRectF place = band(i);
            const QString text = metrics.elidedText(m_chart.labels[i].simplified(), Qt::ElideRight, place.width() - 6);
            painter.drawText(QRectF(place.left(), top, place.width(), metrics.height()), Qt::AlignCenter, text);
        }
        return;
    }
    const int most = std::max(1, static_cast<int>(m_plot.width() / 96));
    const auto ticks = m_chart.xIsTime ? sqlTimeTicks(m_lowX, m_highX, most) : sqlNumberTicks(m_lowX, m_highX, most);
    double free = m_area.left();
    for (const SqlTick& tick : ticks) {
        const double width = metrics.horizontalAdvance(tick.text);
        const double left = std::min(x(tick.at) - width / 2, m_area.right() - width);
        if (left < free)
            continue;
        free = left + width + 12;
        painter.drawLine(QPointF(x(tick.at), m_plot.bottom()), QPointF(x(tick.at), m_plot.bottom() + 4));
        painter.drawText(QPointF(left, top + metrics.ascent()), tick.text);
    }
}

void SqlChartPainter::paintLegend(QPainter& painter) const {
    const QFontMetricsF metrics(m_font);
    double at = m_plot.left();
    const double middle = m_area.top() + metrics.height() / 2;
    const QString axis = metrics.elidedText(m_chart.xName.simplified(), Qt::ElideRight, 160);
    const double end = m_area.right() - metrics.horizontalAdvance(axis) - 16;
    painter.setPen(themeColors(m_palette).mutedText);
    painter.drawText(QPointF(end + 16, m_area.top() + metrics.ascent()), axis);
    for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
        const double room = end - at - LegendMark - 8;
        const QString name = m_chart.series[i].name.simplified();
        if (name.isEmpty() || room < 40)
            continue;
        painter.setPen(QPen(color(i), 2, m_chart.kind == SqlChart::Kind::Lines ? dash(i) : Qt::SolidLine));
        if (m_chart.kind == SqlChart::Kind::Lines) {
            painter.drawLine(QPointF(at, middle), QPointF(at + LegendMark + 8, middle));
            painter.fillPath(mark(i, {at + (LegendMark + 8) / 2, middle}), color(i));
        } else {
            fillBar(painter, QRectF(at, middle - 5, LegendMark, 10), i);
        }
        const QString text = metrics.elidedText(name, Qt::ElideRight, std::min(room, 220.0));
        painter.setPen(m_palette.color(QPalette::Text));
        painter.drawText(QPointF(at + LegendMark + 14, m_area.top() + metrics.ascent()), text);
        at += LegendMark + 14 + metrics.horizontalAdvance(text) + 20;
    }
}

void SqlChartPainter::paintLines(QPainter& painter, int place) const {
    if (place >= 0) {
        painter.setPen(themeColors(m_palette).mutedText);
        const double at = std::round(x(m_chart.x[static_cast<std::size_t>(place)])) + 0.5;
        painter.drawLine(QPointF(at, m_plot.top()), QPointF(at, m_plot.bottom()));
    }
    for (std::size_t s = m_chart.series.size(); s-- > 0;) {
        const std::vector<double>& values = m_chart.series[s].values;
        const bool marks = values.size() <= MostPointMarks;
        QPainterPath path;
        bool pen = false;
        double lastX = -1e9;
        double lowest = 0;
        double highest = 0;
        // Points that share a pixel become one stroke from the lowest to the highest of them.
        const auto flush = [&] {
            if (highest > lowest) {
                path.lineTo(lastX, lowest);
                path.lineTo(lastX, highest);
            }
        };
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) {
                // Between the values of other curves there is none of this one; it goes on at its next.
                continue;
            }
            const QPointF point(x(m_chart.x[i]), y(values[i]));
            if (pen && point.x() - lastX < 0.5) {
                lowest = std::min(lowest, point.y());
                highest = std::max(highest, point.y());
                continue;
            }
            flush();
            pen ? path.lineTo(point) : path.moveTo(point);
            pen = true;
            lastX = point.x();
            lowest = highest = point.y();
            if (marks)
                painter.fillPath(mark(s, point), color(s));
        }
        flush();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color(s), 2, dash(s), Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
        if (place >= 0 && !std::isnan(values[static_cast<std::size_t>(place)])) {
            const QPointF at(x(m_chart.x[static_cast<std::size_t>(place)]), y(values[static_cast<std::size_t>(place)]));
            painter.setPen(QPen(m_palette.color(QPalette::Base), 2));
            painter.setBrush(color(s));
            painter.drawEllipse(at, 5, 5);
        }
    }
}

void SqlChartPainter::paintBars(QPainter& painter, int place) const {
    const double count = static_cast<double>(m_chart.series.size());
    for (int i = 0; i < m_chart.labels.size(); ++i) {
        const QRectF whole = band(i);
        if (i == place)
            painter.fillRect(whole, themeColors(m_palette).rowHover);
        const double gap = std::min(whole.width() * 0.2, 16.0);
        const double width = std::min((whole.width() - gap) / count, 56.0);
        const double left = whole.center().x() - width * count / 2;
        for (std::size_t s = 0; s < m_chart.series.size(); ++s) {
            const double value = m_chart.series[s].values[static_cast<std::size_t>(i)];
            if (std::isnan(value))
                continue;
            const double from = y(std::max(value, 0.0));
            fillBar(painter,
                QRectF(left + width * static_cast<double>(s), from, std::max(1.0, width - 1),
                    y(std::min(value, 0.0)) - from),
                s);
        }
    }
}

void SqlChartPainter::paintBins(QPainter& painter, int place) const {
    const std::vector<double>& counts = m_chart.series[0].values;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const QRectF whole = band(static_cast<int>(i));
        if (static_cast<int>(i) == place)
            painter.fillRect(whole, themeColors(m_palette).rowHover);
        if (std::isnan(counts[i]))
            continue;
        const double top = y(counts[i]);
        painter.fillRect(QRectF(whole.left(), top, std::max(1.0, whole.width() - 1), y(0) - top), color(0));
    }
}

int SqlChartPainter::placeAt(const QPointF& point) const {
    if (!m_plot.adjusted(-8, -8, 8, 24).contains(point))
        return -1;
    if (m_chart.kind == SqlChart::Kind::Bars)
        return std::clamp(static_cast<int>((point.x() - m_plot.left()) / band(0).width()), 0,
            static_cast<int>(m_chart.labels.size()) - 1);
    const double value = m_lowX + (point.x() - m_plot.left()) / m_plot.width() * (m_highX - m_lowX);
    const auto after = std::ranges::upper_bound(m_chart.x, value);
    const auto index = static_cast<int>(after - m_chart.x.begin());
    if (m_chart.kind == SqlChart::Kind::Histogram)
        return std::clamp(index - 1, 0, static_cast<int>(m_chart.x.size()) - 2);
    if (after == m_chart.x.begin())
        return 0;
    const bool isNearer = after != m_chart.x.end() && *after - value < value - *std::prev(after);
    return isNearer ? index : index - 1;
}

} // namespace spanglass
