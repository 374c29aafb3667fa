#include "ui/sql/SqlListDelegate.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int Margin = 12;
constexpr int Pad = 6;
constexpr int IconSize = 16;

} // namespace

SqlListDelegate::SqlListDelegate(int role, int warningRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
    , m_warningRole(warningRole) { }

void SqlListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.rowHover);
    QRect inside = option.rect.adjusted(Margin, Pad, -Margin, -Pad);
    const int line = option.fontMetrics.height();
    if (m_warningRole >= 0 && index.data(m_warningRole).toBool()) {
        const QRect place(inside.left(), inside.top() + (line - IconSize) / 2, IconSize, IconSize);
        tintedIcon("error"_L1, colors.error).paint(painter, place);
        inside.setLeft(inside.left() + IconSize + 6);
    }
    const auto draw = [&](const QRect& place, const QString& text) {
        painter->drawText(place, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
            option.fontMetrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    painter->setPen(selected ? colors.selectionText : option.palette.color(QPalette::Text));
    draw(QRect(inside.left(), inside.top(), inside.width(), line), index.data().toString());
    painter->setPen(selected ? colors.selectionText : colors.mutedText);
    draw(QRect(inside.left(), inside.top() + line + 2, inside.width(), line), index.data(m_role).toString());
}

QSize SqlListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {120, 2 * option.fontMetrics.height() + 2 + 2 * Pad};
}

} // namespace spanglass
