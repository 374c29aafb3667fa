#pragma once

#include "models/connections/ConnectionDraft.h"
#include "services/core/Error.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace spanglass {

class Banner;

/// Enters or changes a connection. What does not belong to the chosen kind and credential is not shown.
class ConnectionForm final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    void edit(const ConnectionDraft& draft);
    const ConnectionDraft& draft() const { return m_draft; }
    void setSecretPlace(const QString& words);
    /// While it is being saved nothing can be changed.
    void setSaving(bool saving);
    void showError(const Error& error);

Q_SIGNALS:
    void saveRequested();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLineEdit* addLine(
        const QString& name, const QString& label, QString ConnectionSettings::*member, const QString& placeholder);
    void buildForm();
    void fillCredentials();
    void fill();
    void refresh();
    void trySave();

    ConnectionDraft m_draft;
    bool m_filling = false;
    QLabel* m_title;
    QFormLayout* m_form;
    QComboBox* m_kind;
    QComboBox* m_credential;
    QLabel* m_hint;
    QLineEdit* m_name;
    QLineEdit* m_host;
    QLineEdit* m_clientId;
    QLineEdit* m_user;
    QLineEdit* m_secret;
    QLineEdit* m_profile;
    QLineEdit* m_cliPath;
    QLineEdit* m_warehouse;
    QLabel* m_secretPlace;
    QLabel* m_missing;
    Banner* m_error;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace spanglass
