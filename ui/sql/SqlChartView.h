#pragma once

#include "models/sql/SqlChart.h"

#include <QWidget>

#include <optional>

namespace spanglass {

/// Paints a chart of an answer. Series differ in colour and in the shape of their points or the pattern of their bars,
/// so that they can be told apart without colours; the place under the pointer, or reached with the arrow keys, is read
/// out.
class SqlChartView final : public QWidget {
    Q_OBJECT
public:
    explicit SqlChartView(QWidget* parent = nullptr);

    void setChart(std::optional<SqlChart> chart);
    const std::optional<SqlChart>& chart() const { return m_chart; }
    /// What is read out: the place and the values there; empty when there is none.
    QString reading() const;

    QSize sizeHint() const override { return {480, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void readOut(int place);
    int placeCount() const;

    std::optional<SqlChart> m_chart;
    int m_place = -1; ///< point, bar group or bin that is read out
};

} // namespace spanglass
