#pragma once

#include "models/sql/SqlChart.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace spanglass {

/// Lays a chart out in a rectangle and paints it; tells which place lies under a point.
class SqlChartPainter {
public:
    SqlChartPainter(const SqlChart& chart, const QRectF& area, const QFont& font, const QPalette& palette);

    /// `place`: the point, bar group or bin to point out; -1 for none.
    void paint(QPainter& painter, int place) const;
    int placeAt(const QPointF& point) const;

private:
    double x(double value) const;
    double y(double value) const;
    QRectF band(int place) const; ///< of a bar group or bin
    void paintAxes(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintLines(QPainter& painter, int place) const;
    void paintBars(QPainter& painter, int place) const;
    void paintBins(QPainter& painter, int place) const;
    QColor color(std::size_t series) const;
    void fillBar(QPainter& painter, const QRectF& bar, std::size_t series) const;

    const SqlChart& m_chart;
    QRectF m_area;
    QFont m_font;
    QPalette m_palette;
    QRectF m_plot;
    double m_lowX = 0;
    double m_highX = 1;
    double m_lowY = 0;
    double m_highY = 1;
};

} // namespace spanglass
