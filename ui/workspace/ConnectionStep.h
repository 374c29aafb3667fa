#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace spanglass {

class CopyButton;
class StepLine;
class WorkspaceChooser;

/// Which connection is chosen and whether it works, with what helps when it does not.
class ConnectionStep final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionStep(WorkspaceChooser& chooser, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void connectionsRequested(const QString& connectionId); ///< the person wants to mend it there

private:
    QString stateWords() const;
    void showProgress();

    WorkspaceChooser& m_chooser;
    bool m_signingIn = false;
    QLabel* m_name;
    QLabel* m_state;
    QPushButton* m_start;
    QPushButton* m_signIn;
    QPushButton* m_manage;
    CopyButton* m_copyAddress;
    StepLine* m_line;
};

} // namespace spanglass
