#include "ui/sql/SqlCellDelegate.h"

#include "models/sql/SqlResultModel.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

void SqlCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    const bool current = option.state & QStyle::State_HasFocus;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    painter->save();
    painter->setPen(colors.grid);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const bool isNull = index.data(SqlResultModel::NullRole).toBool();
    QFont font = alignment & Qt::AlignRight ? tabularFont(option.font) : option.font;
    font.setItalic(isNull);
    painter->setFont(font);
    painter->setPen(selected ? colors.selectionText : isNull ? colors.mutedText : option.palette.color(QPalette::Text));
    const QRect inside = option.rect.adjusted(8, 0, -8, 0);
    painter->drawText(inside, int(alignment) | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, inside.width()));
    if (current) {
        painter->setPen(colors.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace spanglass
