#include "ui/setup/SetupPageDelegate.h"

#include "models/setup/SetupPagesModel.h"
#include "ui/common/Theme.h"
#include "ui/setup/SetupLook.h"

#include <QPainter>

namespace spanglass {

namespace {

constexpr int Margin = 12;
constexpr int Gap = 8;
constexpr int IconSize = 18;

} // namespace

void SetupPageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    fillRow(painter, option);
    painter->save();
    const QRect room = option.rect.adjusted(Margin, 6, -Margin, -6);
    const auto state = index.data(SetupPagesModel::StateRole).value<SetupPageState>();
    setupStateIcon(state, option.palette)
        .paint(painter, QRect(room.left(), room.center().y() - IconSize / 2 + 1, IconSize, IconSize));
    const QRect text = room.adjusted(IconSize + Gap + 4, 0, 0, 0);
    QFont title = option.font;
    title.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(title);
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    painter->drawText(text.adjusted(0, 0, 0, -text.height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->setFont(option.font);
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    painter->drawText(text.adjusted(0, text.height() / 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        index.data(SetupPagesModel::StateWordsRole).toString());
    painter->restore();
}

QSize SetupPageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, 2 * QFontMetrics(option.font).height() + 18};
}

} // namespace spanglass
