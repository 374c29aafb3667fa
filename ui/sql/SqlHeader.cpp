#include "ui/sql/SqlHeader.h"

#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

namespace {

constexpr int Margin = 8;
constexpr double Mark = 4; // half the width of the sorting mark

} // namespace

SqlHeader::SqlHeader(Qt::Orientation orientation, QWidget* parent)
    : QHeaderView(orientation, parent) { }

void SqlHeader::paintSection(QPainter* painter, const QRect& place, int section) const {
    const ThemeColors& colors = themeColors(palette());
    painter->save();
    painter->fillRect(place, colors.elevated);
    painter->setPen(colors.grid);
    painter->drawLine(place.bottomLeft(), place.bottomRight());
    painter->drawLine(place.topRight(), place.bottomRight());
    const bool columns = orientation() == Qt::Horizontal;
    QRect inside = place.adjusted(Margin, 0, -Margin, 0);
    const bool sorted = columns && isSortIndicatorShown() && sortIndicatorSection() == section;
    if (sorted) {
        const double up = sortIndicatorOrder() == Qt::AscendingOrder ? 1 : -1;
        const QPointF middle(inside.right() - Mark, place.center().y() + 0.5);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.accent);
        painter->drawPolygon(QPolygonF{{middle.x() - Mark, middle.y() + up * Mark / 2},
            {middle.x() + Mark, middle.y() + up * Mark / 2}, {middle.x(), middle.y() - up * Mark}});
        inside.setRight(inside.right() - 2 * static_cast<int>(Mark) - 6);
    }
    const int alignment = columns ? model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt()
                                  : int(Qt::AlignRight | Qt::AlignVCenter);
    painter->setFont(columns ? font() : tabularFont(font()));
    painter->setPen(columns ? palette().color(QPalette::Text) : colors.mutedText);
    painter->drawText(inside, alignment | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(
            model()->headerData(section, orientation()).toString(), Qt::ElideRight, inside.width()));
    painter->restore();
}

} // namespace spanglass
