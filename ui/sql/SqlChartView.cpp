#include "ui/sql/SqlChartView.h"

#include "models/sql/SqlTicks.h"
#include "models/sql/SqlWords.h"
#include "ui/sql/SqlChartPainter.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlChartView::SqlChartView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(u"sqlChart"_s);
    setAccessibleName(tr("Chart of the answer"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
}

void SqlChartView::setChart(std::optional<SqlChart> chart) {
    m_chart = std::move(chart);
    m_place = -1;
    update();
}

QString SqlChartView::reading() const {
    if (!m_chart || m_place < 0)
        return {};
    const auto place = static_cast<std::size_t>(m_place);
    QStringList lines;
    switch (m_chart->kind) {
    case SqlChart::Kind::Lines:
        lines << (m_chart->xIsTime ? sqlTimeText(m_chart->x[place], m_chart->x.back() - m_chart->x.front())
                                   : sqlNumberText(m_chart->x[place]));
        break;
    case SqlChart::Kind::Bars:
        lines << m_chart->labels[m_place];
        break;
    case SqlChart::Kind::Histogram:
        lines << tr("%1 to %2").arg(sqlNumberText(m_chart->x[place]), sqlNumberText(m_chart->x[place + 1]));
        break;
    }
    for (const SqlChart::Series& series : m_chart->series) {
        const QString name = series.name.isEmpty() ? tr("rows") : series.name;
        if (!std::isnan(series.values[place]))
            lines << tr("%1: %2").arg(name, sqlNumberText(series.values[place]));
    }
    return lines.join(u'\n');
}

int SqlChartView::placeCount() const {
    return m_chart && !m_chart->series.empty() ? static_cast<int>(m_chart->series[0].values.size()) : 0;
}

void SqlChartView::readOut(int place) {
    if (place == m_place)
        return;
    m_place = place;
    setAccessibleDescription(reading());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

void SqlChartView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_chart)
        SqlChartPainter(*m_chart, rect(), font(), palette()).paint(painter, m_place);
}

void SqlChartView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_chart)
        return;
    readOut(SqlChartPainter(*m_chart, rect(), font(), palette()).placeAt(event->position()));
    QToolTip::showText(event->globalPosition().toPoint(), m_place < 0 ? QString() : sqlToolTip(reading()), this);
}

void SqlChartView::leaveEvent(QEvent*) { readOut(-1); }

void SqlChartView::keyPressEvent(QKeyEvent* event) {
    const int last = placeCount() - 1;
    if (last < 0
        || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right && event->key() != Qt::Key_Home
            && event->key() != Qt::Key_End)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int wanted = event->key() == Qt::Key_Home ? 0
        : event->key() == Qt::Key_End               ? last
        : event->key() == Qt::Key_Left              ? (m_place < 0 ? last : m_place - 1)
                                                    : m_place + 1;
    readOut(std::clamp(wanted, 0, last));
    QToolTip::showText(mapToGlobal(QPoint(24, 24)), sqlToolTip(reading()), this);
}

} // namespace spanglass
