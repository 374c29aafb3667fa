#pragma once

#include "services/core/ReceiverControl.h"
#include "ui/settings/SettingsSection.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace spanglass {

class Banner;
class Settings;

/// Ports, limits and who may send. Changes count when they are applied, which starts the receiver anew.
class ReceiverSection final : public SettingsSection {
    Q_OBJECT
public:
    ReceiverSection(Settings& settings, ReceiverControl& receiver, QWidget* parent = nullptr);

private:
    void load();
    void apply();
    void edited();
    ReceiverSettings entered() const;
    QWidget* makeToken();

    Settings& m_settings;
    ReceiverControl& m_receiver;
    QCheckBox* m_autoStart;
    QSpinBox* m_http;
    QSpinBox* m_grpc;
    QSpinBox* m_maxBody;
    QLineEdit* m_origins;
    QCheckBox* m_others;
    QWidget* m_tokenRow;
    QLineEdit* m_token;
    QPushButton* m_apply;
    Banner* m_warning;
};

} // namespace spanglass
