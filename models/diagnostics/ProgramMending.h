#pragma once

#include "models/workspace/Step.h"
#include "services/core/Diagnosis.h"
#include "services/core/ReceiverControl.h"
#include "services/core/WorkspaceControl.h"

namespace spanglass {

/// Remedies that the program does by itself, or that are somewhere else in it. GUI thread.
class ProgramMending final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive this.
    ProgramMending(ReceiverControl& receiver, WorkspaceControl& workspaces, QObject* parent = nullptr);

    void start(const ProgramRemedy& remedy);
    void cancel();

    bool isBusy() const { return m_starting || m_signingIn.isBusy(); }
    /// What it is doing, in words.
    QString doing() const;
    const std::optional<Error>& problem() const { return m_problem; }

Q_SIGNALS:
    void changed();
    void done(); ///< what was at fault can be looked at again
    void panelRequested(const QString& panelId);

private:
    void startReceiver(const QString& port);
    void receiverChanged();

    ReceiverControl& m_receiver;
    WorkspaceControl& m_workspaces;
    Step<ConnectionReport> m_signingIn;
    std::optional<Error> m_problem;
    bool m_starting = false; ///< the receiver
};

} // namespace spanglass
