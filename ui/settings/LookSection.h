#pragma once

#include "ui/settings/SettingsSection.h"

class QComboBox;
class QSpinBox;

namespace spanglass {

class Settings;

/// Theme, text size and time zone; every change is seen at once.
class LookSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit LookSection(Settings& settings, QWidget* parent = nullptr);

private:
    void load();

    Settings& m_settings;
    QComboBox* m_theme;
    QSpinBox* m_text;
    QComboBox* m_zone;
};

} // namespace spanglass
