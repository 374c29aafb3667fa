#include "ui/settings/LookSection.h"

#include "models/common/Settings.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

namespace spanglass {

using namespace Qt::StringLiterals;

LookSection::LookSection(Settings& settings, QWidget* parent)
    : SettingsSection(tr("Look"), {}, parent)
    , m_settings(settings)
    , m_theme(new QComboBox)
    , m_text(new QSpinBox)
    , m_zone(new QComboBox) {
    m_theme->setObjectName(u"theme"_s);
    m_theme->addItem(tr("Follow the system"), u"system"_s);
    m_theme->addItem(tr("Light"), u"light"_s);
    m_theme->addItem(tr("Dark"), u"dark"_s);
    m_text->setObjectName(u"textPercent"_s);
    m_text->setRange(setting::TextPercentMin, setting::TextPercentMax);
    m_text->setSingleStep(10);
    m_text->setSuffix(u" %"_s);
    m_text->setKeyboardTracking(false);
    m_zone->setObjectName(u"zone"_s);
    m_zone->addItem(tr("Local time"), false);
    m_zone->addItem(tr("UTC"), true);
    form().addRow(tr("&Theme"), m_theme);
    form().addRow(tr("Text &size"), m_text);
    form().addRow(tr("Times in"), m_zone);

    connect(m_theme, &QComboBox::activated, this,
        [this] { m_settings.setValue(setting::Theme, m_theme->currentData().toString()); });
    connect(m_text, &QSpinBox::valueChanged, this,
        [this](int percent) { m_settings.setValue(setting::TextPercent, percent); });
    connect(m_zone, &QComboBox::activated, this,
        [this] { m_settings.setValue(setting::Utc, m_zone->currentData().toBool()); });
    connect(&settings, &Settings::changed, this, &LookSection::load);
    load();
}

void LookSection::load() {
    m_theme->setCurrentIndex(m_theme->findData(m_settings.value(setting::Theme)));
    m_text->setValue(m_settings.value(setting::TextPercent));
    m_zone->setCurrentIndex(m_zone->findData(m_settings.value(setting::Utc)));
}

} // namespace spanglass
