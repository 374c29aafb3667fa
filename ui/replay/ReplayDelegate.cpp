#include "ui/replay/ReplayDelegate.h"

#include "models/replay/ReplaysModel.h"
#include "ui/common/Theme.h"
#include "ui/replay/ReplayLook.h"

#include <QPainter>

namespace spanglass {

namespace {

constexpr int Margin = 12;
constexpr int IconSize = 18;
constexpr int BarHeight = 3;

bool moves(ReplayState state) { return state != ReplayState::Done && state != ReplayState::Cancelled; }

} // namespace

void ReplayDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    fillRow(painter, option);
    painter->save();
    const QRect room = option.rect.adjusted(Margin, 6, -Margin, -6);
    const auto state = index.data(ReplaysModel::StateRole).value<ReplayState>();
    replayStateIcon(state, index.data(ReplaysModel::FaultyRole).toBool(), option.palette)
        .paint(painter, QRect(room.left(), room.top() + 2, IconSize, IconSize));
    const int line = QFontMetrics(option.font).height();
    const QRect text = room.adjusted(IconSize + 8, 0, 0, 0);
    const auto draw = [&](int top, const QString& words, const QColor& ink, Qt::TextElideMode elide) {
        painter->setPen(selected ? colors.selectionText : ink);
        painter->drawText(QRect(text.left(), top, text.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(words, elide, text.width()));
    };
    QFont title = option.font;
    title.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(title);
    draw(text.top(), index.data().toString(), option.palette.color(QPalette::Text), Qt::ElideMiddle);
    painter->setFont(option.font);
    draw(text.top() + line + 2, index.data(ReplaysModel::LineRole).toString(), colors.mutedText, Qt::ElideRight);
    if (moves(state)) {
        const QRect bar(text.left(), room.bottom() - BarHeight + 1, text.width(), BarHeight);
        painter->fillRect(bar, colors.grid);
        const int done = bar.width() * index.data(ReplaysModel::ProgressRole).toInt() / 1000;
        painter->fillRect(QRect(bar.topLeft(), QSize(done, BarHeight)), colors.accent);
    }
    painter->restore();
}

QSize ReplayDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, 2 * QFontMetrics(option.font).height() + 26};
}

} // namespace spanglass
