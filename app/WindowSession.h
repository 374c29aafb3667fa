#pragma once

#include "app/CommandLine.h"
#include "app/Connections.h"
#include "app/Network.h"
#include "app/ProgramRecords.h"
#include "app/instance/InstanceAnswers.h"
#include "app/instance/InstanceServer.h"
#include "app/workspace/PracticeHost.h"
#include "app/workspace/Retirement.h"
#include "models/common/Settings.h"
#include "ui/main/MainWindow.h"

#include <QFutureWatcher>

namespace spanglass {

class DiagnosticsDesk;
class Receiver;
class SetupDesk;
class Store;
class WorkspaceDesk;
class WorkspaceViews;
struct DiagnosticsParts;
struct OpenStore;
struct ReplayRoom;
struct TargetPorts;

/// The window with the store it shows: opens stores without holding up the window, makes what works on them, and takes
/// it apart again in the right order. GUI thread.
class WindowSession final : public QObject {
    Q_OBJECT
public:
    WindowSession(Settings& settings, WindowCommand command, QObject* parent = nullptr);
    ~WindowSession() override;

    void open(const QString& storeFile);
    MainWindow& window() { return m_window; }
    /// False while what the command line asks for waits for answers of a workspace.
    bool isSettled() const;

Q_SIGNALS:
    void ready(); ///< the panels are there
    void failed(const spanglass::Error& error); ///< the store could not be opened; the window says so

private:
    void opened();
    void refuse(const Error& error);
    void close();
    void startReceiver();
    TargetPorts targetPorts();
    DiagnosticsParts diagnosticsParts();
    /// What a command line asks of a window that stands.
    Result<> carryOut(const WindowCommand& command);

    Settings& m_settings;
    WindowCommand m_command;
    QString m_file;
    QString m_chosen; ///< in the window, so that the next start opens it too; one of the command line is for this run
    QString m_next; ///< to be opened when the present opening has ended
    Network m_network;
    ProgramRecords m_records;
    Connections m_connections;
    PracticeHost m_practice;
    Retirement m_retirement; ///< of what asks the connections
    MainWindow m_window;
    std::unique_ptr<InstanceServer> m_server;
    std::unique_ptr<InstanceAnswers> m_answers;
    QFutureWatcher<std::shared_ptr<Result<std::unique_ptr<Store>>>> m_opening;
    std::unique_ptr<OpenStore> m_store;
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<ReplayRoom> m_replays;
    std::unique_ptr<WorkspaceDesk> m_workspaces;
    std::unique_ptr<SetupDesk> m_setup;
    std::unique_ptr<DiagnosticsDesk> m_diagnostics;
    std::unique_ptr<WorkspaceViews> m_views;
};

} // namespace spanglass
