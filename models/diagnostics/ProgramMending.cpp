#include "models/diagnostics/ProgramMending.h"

namespace spanglass {

using namespace Qt::StringLiterals;

ProgramMending::ProgramMending(ReceiverControl& receiver, WorkspaceControl& workspaces, QObject* parent)
    : QObject(parent)
    , m_receiver(receiver)
    , m_workspaces(workspaces)
    , m_signingIn([this] {
        m_problem = m_signingIn.error();
        if (m_signingIn.value())
            m_problem = m_signingIn.value()->problem;
        if (m_problem && m_problem->code == ErrorCode::Cancelled)
            m_problem.reset();
        Q_EMIT changed();
    }) {
    connect(&receiver, &ReceiverControl::changed, this, &ProgramMending::receiverChanged);
}

void ProgramMending::start(const ProgramRemedy& remedy) {
    m_problem.reset();
    switch (remedy.what) {
    case ProgramRemedy::What::StartReceiver:
        return startReceiver(remedy.argument);
    case ProgramRemedy::What::SignIn:
        return m_signingIn.ask(m_workspaces.signIn(remedy.argument), [this](const ConnectionReport& report) {
            if (!report.problem)
                Q_EMIT done();
        });
    case ProgramRemedy::What::OpenConnections:
        return Q_EMIT panelRequested(u"connections"_s);
    case ProgramRemedy::What::OpenReceiver:
        return Q_EMIT panelRequested(u"receiver"_s);
    case ProgramRemedy::What::OpenSettings:
        return Q_EMIT panelRequested(u"settings"_s);
    case ProgramRemedy::What::OpenSetup:
        return Q_EMIT panelRequested(u"setup"_s);
    case ProgramRemedy::What::OpenReplay:
        return Q_EMIT panelRequested(u"replay"_s);
    }
}

void ProgramMending::cancel() { m_signingIn.cancel(); }

QString ProgramMending::doing() const {
    if (m_starting)
        return tr("Starting the receiver");
    const QString progress = m_signingIn.progress();
    return progress.isEmpty() ? tr("Waiting for the sign-in in the browser") : progress;
}

void ProgramMending::startReceiver(const QString& port) {
    ReceiverSettings settings = m_receiver.settings();
    bool isPort = false;
    const quint16 wanted = port.toUShort(&isPort);
    if (isPort)
        settings.httpPort = wanted;
    m_starting = true;
    m_receiver.start(settings);
    Q_EMIT changed();
}

void ProgramMending::receiverChanged() {
    const ReceiverState state = m_receiver.snapshot().state;
    if (!m_starting || state == ReceiverState::Starting || state == ReceiverState::Stopped)
        return;
    m_starting = false;
    if (state == ReceiverState::Failed)
        m_problem = Error{ErrorCode::Busy, m_receiver.snapshot().problem, {}};
    Q_EMIT changed();
    if (state != ReceiverState::Failed)
        Q_EMIT done();
}

} // namespace spanglass
