#include "ui/main/RailButton.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QStyleOption>

namespace spanglass {

namespace {

constexpr int IconSize = 22;

QFont titleFont(QFont font, bool strong) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

} // namespace

RailButton::RailButton(QLatin1StringView icon, const QString& title, QWidget* parent)
    : QToolButton(parent)
    , m_icon(icon) {
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

QSize RailButton::sizeHint() const {
    const QFontMetrics metrics(titleFont(font(), true));
    return {qMax(72, metrics.horizontalAdvance(text()) + 20), IconSize + metrics.height() + 22};
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    const QColor text = palette().color(QPalette::WindowText);
    const QColor ink = isChecked() ? colors.accent : underMouse() ? text : colors.mutedText;
    if (isChecked()) {
        painter.fillRect(rect(), palette().color(QPalette::Base));
        painter.fillRect(QRect(0, 0, 3, height()), colors.accent);
    } else if (underMouse() || isDown()) {
        painter.fillRect(rect(), colors.rowHover);
    }
    const QRect icon((width() - IconSize) / 2, 9, IconSize, IconSize);
    tintedIcon(m_icon, ink).paint(&painter, icon);
    painter.setFont(titleFont(font(), isChecked()));
    painter.setPen(isChecked() ? text : ink);
    painter.drawText(rect().adjusted(0, IconSize + 12, 0, -5), Qt::AlignHCenter | Qt::AlignTop, this->text());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(4, 3, -3, -3);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace spanglass
