#include "ui/common/Theme.h"

#include "ui/common/Style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QWindow>

namespace spanglass {

namespace {

/// Keeps the palette right while the desktop changes its own. One per application, a child of it.
class ThemeKeeper final : public QObject {
public:
    explicit ThemeKeeper(QApplication& app)
        : QObject(&app) {
        app.installEventFilter(this);
    }

    void choose(ThemeChoice choice) {
        m_choice = choice;
        apply();
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        // Qt sends ThemeChange to windows when the platform's colours change; an own palette hides the change itself.
        if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System && watched->isWindowType())
            apply();
        return QObject::eventFilter(watched, event);
    }

private:
    void apply() {
        const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark());
        QApplication::setPalette(dark ? darkPalette() : lightPalette());
    }

    static bool systemIsDark() {
        QApplication::setPalette(QPalette()); // an empty palette uncovers the platform's
        return isDark(QApplication::palette());
    }

    ThemeChoice m_choice = ThemeChoice::System;
};

bool figuresHaveEqualWidth(const QFont& font) {
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(QChar(digit)) - width) > 0.01)
            return false;
    }
    return true;
}

} // namespace

void applyTheme(QApplication& app, ThemeChoice choice) {
    static const QLatin1StringView keeperName("spanglass.theme");
    auto* keeper = static_cast<ThemeKeeper*>(app.findChild<QObject*>(keeperName, Qt::FindDirectChildrenOnly));
    if (!keeper) {
        QApplication::setStyle(new Style);
        keeper = new ThemeKeeper(app);
        keeper->setObjectName(keeperName);
    }
    keeper->choose(choice);
}

void fillRow(QPainter* painter, const QStyleOptionViewItem& option) {
    const ThemeColors& colors = themeColors(option.palette);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.rowHover);
}

QFont tabularFont(const QFont& base) {
    QFont font = base;
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return figuresHaveEqualWidth(font) ? font : fixedFont(base);
}

QFont fixedFont(const QFont& base) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF());
    else
        font.setPixelSize(base.pixelSize());
    return font;
}

} // namespace spanglass
