#pragma once

#include "ui/common/Theme.h"

#include <QFont>
#include <QObject>

namespace spanglass {

class Settings;

/// Keeps theme, text size, time zone and service colours of the whole program as the settings say. One per program.
class Appearance final : public QObject {
    Q_OBJECT
public:
    /// `theme` overrides the setting for this run; empty does not.
    Appearance(Settings& settings, const QString& theme, QObject* parent = nullptr);
    ~Appearance() override;

private:
    void apply();
    void showZone();

    Settings& m_settings;
    QString m_theme;
    QFont m_font; ///< the system's own
};

} // namespace spanglass
