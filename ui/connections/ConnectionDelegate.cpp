#include "ui/connections/ConnectionDelegate.h"

#include "models/connections/ConnectionsModel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 12;
constexpr int Gap = 8;
constexpr int IconSize = 16;

QFont nameFont(const QFont& base) {
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QString originTag(ConnectionOrigin origin) {
    switch (origin) {
    case ConnectionOrigin::Own:
        return {};
    case ConnectionOrigin::Profile:
        return ConnectionDelegate::tr("profile");
    case ConnectionOrigin::Environment:
        return ConnectionDelegate::tr("environment");
    case ConnectionOrigin::EnvFile:
        return ConnectionDelegate::tr(".env");
    }
    return {};
}

QIcon stateIcon(ConnectionsModel::State state, const ThemeColors& colors) {
    switch (state) {
    case ConnectionsModel::State::Unknown:
        return {};
    case ConnectionsModel::State::Busy:
        return tintedIcon("refresh"_L1, colors.accent);
    case ConnectionsModel::State::Works:
        return tintedIcon("ok"_L1, colors.success);
    case ConnectionsModel::State::Problem:
        return tintedIcon("warning"_L1, colors.warning);
    }
    return {};
}

} // namespace

void ConnectionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    fillRow(painter, option);

    painter->save();
    QRect room = option.rect.adjusted(Margin, 6, -Margin, -6);
    const auto state = index.data(ConnectionsModel::StateRole).value<ConnectionsModel::State>();
    const QRect iconPlace(room.right() - IconSize + 1, room.top() + 2, IconSize, IconSize);
    stateIcon(state, colors).paint(painter, iconPlace);
    const QRect upper = room.adjusted(0, 0, -IconSize - Gap, -room.height() / 2);
    QRect lower = room.adjusted(0, room.height() / 2, 0, 0);

    painter->setFont(nameFont(option.font));
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, upper.width()));

    painter->setFont(option.font);
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    const QString tag = originTag(index.data(ConnectionsModel::OriginRole).value<ConnectionOrigin>());
    if (!tag.isEmpty()) {
        painter->drawText(lower, Qt::AlignRight | Qt::AlignVCenter, tag);
        lower.setRight(lower.right() - painter->fontMetrics().horizontalAdvance(tag) - Gap);
    }
    painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(
            index.data(ConnectionsModel::PlaceRole).toString(), Qt::ElideMiddle, lower.width()));
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = QFontMetrics(nameFont(option.font)).height();
    return {200, 2 * line + 20};
}

} // namespace spanglass
