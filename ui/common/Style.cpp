#include "ui/common/Style.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>

namespace spanglass {

namespace {

/// Fusion's own outline is hardly seen on a dark ground.
void drawOutline(const QStyleOption& option, QPainter& painter) {
    if (!isDark(option.palette) || option.state.testFlag(QStyle::State_HasFocus))
        return;
    constexpr QRgb ThreeToOneOnDark = 0xff657182;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        option.state.testFlag(QStyle::State_Enabled) ? QColor(ThreeToOneOnDark) : option.palette.color(QPalette::Mid));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter.restore();
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion")) { }

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    if (element != PE_IndicatorTabClose) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox || element == PE_FrameLineEdit
            || (element == PE_Frame && qobject_cast<const QPlainTextEdit*>(widget)))
            drawOutline(*option, *painter);
        return;
    }
    const bool hovered = option->state.testFlag(State_MouseOver);
    if (hovered)
        painter->fillRect(option->rect, themeColors(option->palette).grid);
    const QColor ink = hovered ? option->palette.color(QPalette::Text) : themeColors(option->palette).mutedText;
    tintedIcon(QLatin1StringView("close"), ink).paint(painter, option->rect.adjusted(3, 3, -3, -3));
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        drawOutline(*option, *painter);
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

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const {
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        size.rwidth() += 8; // Fusion's own margin leaves long texts without room
    return size;
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
