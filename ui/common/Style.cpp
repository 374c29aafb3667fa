#include "ui/common/Style.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QStyleOption>

namespace spanglass {

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion")) { }

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    if (element != PE_IndicatorTabClose) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    const bool hovered = option->state.testFlag(State_MouseOver);
    if (hovered)
        painter->fillRect(option->rect, themeColors(option->palette).grid);
    const QColor ink = hovered ? option->palette.color(QPalette::Text) : themeColors(option->palette).mutedText;
    tintedIcon(QLatin1StringView("close"), ink).paint(painter, option->rect.adjusted(3, 3, -3, -3));
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 8;
    case PM_HeaderMargin:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ScrollBarExtent:
        return 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_EtchDisabledText:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace spanglass
