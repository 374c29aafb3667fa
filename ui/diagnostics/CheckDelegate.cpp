#include "ui/diagnostics/CheckDelegate.h"

#include "models/diagnostics/ChecksModel.h"
#include "ui/common/Theme.h"
#include "ui/diagnostics/CheckLook.h"

#include <QPainter>

namespace spanglass {

namespace {

constexpr int Margin = 12;
constexpr int Gap = 8;
constexpr int IconSize = 16;

bool isTitle(const QModelIndex& index) { return index.data(ChecksModel::IdRole).toString().isEmpty(); }

void drawTitle(QPainter* painter, const QStyleOptionViewItem& option, const QString& text) {
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(themeColors(option.palette).mutedText);
    painter->drawText(option.rect.adjusted(Margin, 0, -Margin, -3), int(Qt::AlignLeft) | int(Qt::AlignBottom), text);
}

QColor changeInk(CheckChange change, const ThemeColors& colors) {
    return change == CheckChange::New   ? colors.error
        : change == CheckChange::Mended ? colors.success
                                        : colors.mutedText;
}

} // namespace

void CheckDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    if (isTitle(index)) {
        drawTitle(painter, option, index.data().toString());
        painter->restore();
        return;
    }
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    fillRow(painter, option);
    const QRect room = option.rect.adjusted(Margin, 3, -Margin, -3);
    checkStatusIcon(index.data(ChecksModel::StatusRole).value<CheckStatus>(), option.palette)
        .paint(painter, QRect(room.left(), room.top() + 1, IconSize, IconSize));
    const QRect text = room.adjusted(IconSize + Gap, 0, 0, 0);
    QFont title = option.font;
    title.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(title);
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    painter->drawText(text.adjusted(0, 0, 0, -text.height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->setFont(option.font);
    painter->setPen(
        selected ? colors.selectionText : changeInk(index.data(ChecksModel::ChangeRole).value<CheckChange>(), colors));
    painter->drawText(text.adjusted(0, text.height() / 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(
            index.data(ChecksModel::StatusWordsRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

QSize CheckDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int line = QFontMetrics(option.font).height();
    return {200, isTitle(index) ? line + 14 : 2 * line + 8};
}

} // namespace spanglass
