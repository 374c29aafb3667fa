#include "ui/receiver/SenderDelegate.h"

#include "models/receiver/SendersModel.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace spanglass {

void SenderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    QStyleOptionViewItem figures = option;
    figures.rect.setTop(option.rect.top() + 3);
    figures.rect.setHeight(option.fontMetrics.height() + 1);
    RowDelegate::paint(painter, figures, index);

    // Every cell paints its part of the line that goes through all of them.
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (!table)
        return;
    const auto textOf = [&](int column) { return index.siblingAtColumn(column).data().toString(); };
    const QRect line(Margin - table->horizontalScrollBar()->value(), figures.rect.bottom(),
        table->viewport()->width() - 2 * Margin, option.fontMetrics.height() + 1);
    const QString text = option.fontMetrics.elidedText(
        textOf(SendersModel::Sdk) + u"  ·  "_s + textOf(SendersModel::UserAgent), Qt::ElideRight, line.width());
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter->restore();
}

} // namespace spanglass
