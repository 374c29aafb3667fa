#include "ui/common/CompletionDelegate.h"

#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

void CompletionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? colors.selection : option.palette.color(QPalette::Base));
    const QRect inside = option.rect.adjusted(8, 0, -8, 0);
    const QString text = index.data().toString();
    const int textWidth = qMin(option.fontMetrics.horizontalAdvance(text), inside.width());
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    painter->drawText(inside, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
        option.fontMetrics.elidedText(text, Qt::ElideMiddle, inside.width()));
    const QString hint = index.data(m_hintRole).toString();
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    painter->drawText(inside, int(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextSingleLine,
        option.fontMetrics.elidedText(hint, Qt::ElideRight, inside.width() - textWidth - 16));
}

QSize CompletionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {80, option.fontMetrics.height() + 8};
}

} // namespace spanglass
