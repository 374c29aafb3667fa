#pragma once

#include "models/common/Awaited.h"
#include "services/core/NetworkControl.h"
#include "ui/settings/SettingsSection.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace spanglass {

class Banner;

/// Proxy, certificate authorities and time limits of what leaves this computer. What is entered can be tried on an
/// address before it is applied.
class NetworkSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit NetworkSection(NetworkControl& network, QWidget* parent = nullptr);

private:
    void layOut();
    void load();
    void edited();
    void apply();
    void chooseCaFile();
    void check();
    void showCheck(const QUrl& url, const Result<NetworkCheck>& result);
    void updateNotes();
    NetworkSettings entered() const;

    NetworkControl& m_network;
    QComboBox* m_proxy;
    QLabel* m_environment;
    QLineEdit* m_address;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_exceptions;
    QLabel* m_passwordNote;
    QLineEdit* m_caFile;
    QSpinBox* m_connect;
    QSpinBox* m_stall;
    QLineEdit* m_target;
    QPushButton* m_check;
    Banner* m_outcome;
    QPushButton* m_apply;
    Awaited<NetworkCheck> m_checking;
};

} // namespace spanglass
