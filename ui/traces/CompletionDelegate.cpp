#include "ui/traces/CompletionDelegate.h"

#include "models/traces/FilterCompletions.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

void CompletionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? colors.selection : option.palette.color(QPalette::Base));
    const QRect inside = option.rect.adjusted(8, 0, -8, 0);
    const QString hint = index.data(FilterCompletions::HintRole).toString();
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, hint);
    const int left = inside.width() - option.fontMetrics.horizontalAdvance(hint) - 16;
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    painter->drawText(inside, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, left));
}

QSize CompletionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {80, option.fontMetrics.height() + 8};
}

} // namespace spanglass
