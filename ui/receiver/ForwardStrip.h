#pragma once

#include "models/common/Awaited.h"
#include "services/core/ForwardControl.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSettings;

namespace spanglass {

class Banner;
class ConnectionControl;
class ElidedLabel;
class ReceiverControl;
class ReplayControl;
class WorkspaceControl;

/// What passing on needs of the window. All outlive what they are given to.
struct ForwardParts {
    ForwardControl& forward;
    ReplayControl& replays; ///< whose ledger keeps what was passed on
    const ReceiverControl& receiver;
    WorkspaceControl& workspaces;
    ConnectionControl& connections;
    QSettings& settings;
};

/// Whether what is received is passed on, where to, how much waits, and what is in the way.
class ForwardStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ForwardStrip(const ForwardParts& parts, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void connectionsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void showProblem(const ForwardStatus& now);
    void setUp();
    void startAgain(const TargetHeaders& headers = {});
    void askHeaders();
    void askStop();

    ForwardParts m_parts;
    Awaited<void> m_starting;
    std::optional<Error> m_failure; ///< of starting again
    QString m_shownProblem;
    QLabel* m_icon;
    QLabel* m_state;
    ElidedLabel* m_figures;
    QPushButton* m_requests;
    QPushButton* m_again;
    QPushButton* m_stop;
    QPushButton* m_setUp;
    Banner* m_problem;
};

} // namespace spanglass
