#include "ui/common/RowDelegate.h"

#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

namespace {
constexpr int MarkSize = 16;
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    QRect inside = option.rect.adjusted(Margin, 0, -Margin, 0);
    if (const QIcon icon = mark(index, option.palette); !icon.isNull()) {
        icon.paint(painter, QRect(inside.left(), inside.center().y() - MarkSize / 2 + 1, MarkSize, MarkSize));
        inside.setLeft(inside.left() + MarkSize + Margin);
    }
    auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    if (!(alignment & Qt::AlignVertical_Mask))
        alignment |= Qt::AlignVCenter;
    const QFont font = alignment & Qt::AlignRight ? tabularFont(option.font) : option.font;
    painter->save();
    painter->setFont(font);
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->setPen(selected ? colors.selectionText
                             : option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const QString shown = QFontMetrics(font).elidedText(index.data().toString(), option.textElideMode, inside.width());
    painter->drawText(inside, int(alignment) | Qt::TextSingleLine, shown);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * Margin, 0);
}

QIcon RowDelegate::mark(const QModelIndex&, const QPalette&) const { return {}; }

} // namespace spanglass
