#pragma once

#include "services/core/ConnectionControl.h"

#include <QUrl>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace spanglass {

class Banner;
class CopyButton;
class ElidedLabel;
class FactsView;

/// One connection: what it is, where it comes from, whether it works, and what can be done with it.
class ConnectionView final : public QWidget {
    Q_OBJECT
public:
    enum class Doing : quint8 { Nothing, Checking, SigningIn };

    explicit ConnectionView(QWidget* parent = nullptr);

    /// `report` may be null: not tested yet.
    void showConnection(const Connection& connection, const ConnectionReport* report, Doing doing);
    /// Where the browser has been sent, while a sign-in waits for it.
    void showBrowserAddress(const QUrl& address);

Q_SIGNALS:
    void checkRequested();
    void tracesRequested();
    void signInRequested();
    void signOutRequested();
    void cancelRequested();
    void editRequested();
    void removeRequested(); ///< confirmed
    void copyRequested(); ///< as the beginning of an own connection
    void profileNamed(const QString& profile); ///< to be written as
    void fileForgotten(); ///< the .env file shall not be looked into any more
    void credentialChosen(spanglass::CredentialKind credential);

private:
    QWidget* makeHeader();
    QWidget* makeProgress();
    void showProblem(const std::optional<Error>& problem);
    void showNotes(const QStringList& notes);
    void showChoices();
    void askToRemove();
    void askForProfile();

    Connection m_connection;
    ConnectionReport m_report;
    QUrl m_address;
    Doing m_doing = Doing::Nothing;
    QLabel* m_name;
    ElidedLabel* m_origin;
    QPushButton* m_traces;
    QPushButton* m_check;
    QPushButton* m_signIn;
    QPushButton* m_signOut;
    QPushButton* m_edit;
    QPushButton* m_copy;
    QPushButton* m_profile;
    QPushButton* m_forgetFile;
    QPushButton* m_remove;
    QWidget* m_progress;
    QLabel* m_progressText;
    CopyButton* m_copyAddress;
    Banner* m_question;
    Banner* m_problem;
    CopyButton* m_copyDetails;
    QWidget* m_choices;
    QHBoxLayout* m_choiceButtons;
    QVBoxLayout* m_notes;
    FactsView* m_reportFacts;
    FactsView* m_settingFacts;
};

} // namespace spanglass
