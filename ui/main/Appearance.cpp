#include "ui/main/Appearance.h"

#include "models/common/Settings.h"
#include "services/core/DisplayZone.h"
#include "ui/common/ServiceColor.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace spanglass {

using namespace Qt::StringLiterals;

Appearance::Appearance(Settings& settings, const QString& theme, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_theme(theme)
    , m_font(QApplication::font()) {
    connect(&settings, &Settings::changed, this, [this](QLatin1StringView key) {
        if (key == setting::Theme.key)
            m_theme.clear(); // a choice made now counts more than the one of the command line
        if (key == setting::Theme.key || key == setting::TextPercent.key)
            apply();
        if (key == setting::Utc.key)
            showZone();
    });
    keepServiceColors(settings.value(setting::ServiceColors));
    apply();
    showZone();
}

Appearance::~Appearance() { m_settings.setValue(setting::ServiceColors, keptServiceColors()); }

void Appearance::showZone() {
    setTimesInUtc(m_settings.value(setting::Utc));
    const auto widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        QEvent change(QEvent::LocaleChange); // for those that keep times as text
        QCoreApplication::sendEvent(widget, &change);
        widget->update(); // the others make the text when they paint
    }
}

void Appearance::apply() {
    const QString theme = m_theme.isEmpty() ? m_settings.value(setting::Theme) : m_theme;
    applyTheme(*qApp,
        theme == "dark"_L1        ? ThemeChoice::Dark
            : theme == "light"_L1 ? ThemeChoice::Light
                                  : ThemeChoice::System);
    QFont font = m_font;
    font.setPointSizeF(m_font.pointSizeF() * m_settings.value(setting::TextPercent) / 100.0);
    if (font != QApplication::font())
        QApplication::setFont(font);
}

} // namespace spanglass
