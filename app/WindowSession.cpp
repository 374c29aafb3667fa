#include "app/WindowSession.h"

#include "app/MakePanels.h"
#include "app/OpenStore.h"
#include "app/Paths.h"
#include "app/ReceiveProgram.h"
#include "app/diagnostics/DiagnosticsDesk.h"
#include "app/diagnostics/DoctorVerb.h"
#include "app/instance/InstanceAddress.h"
#include "app/replay/ReplayRoom.h"
#include "app/setup/SetupDesk.h"
#include "app/workspace/OwnClient.h"
#include "app/workspace/WorkspaceDesk.h"
#include "app/workspace/WorkspaceViews.h"
#include "services/receiver/Receiver.h"
#include "ui/common/Banner.h"
#include "ui/main/Transfers.h"

#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

WindowSession::WindowSession(Settings& settings, WindowCommand command, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_command(std::move(command))
    , m_network(settings)
    , m_records(m_network.http())
    , m_connections(m_network)
    , m_practice(m_connections.sessions())
    , m_window(settings) {
    connect(&m_opening, &QFutureWatcherBase::finished, this, &WindowSession::opened);
    connect(&m_window, &MainWindow::storeRequested, this, [this](const QString& file) {
        m_chosen = file;
        open(file);
    });
    connect(&m_window, &MainWindow::storeRetryRequested, this, [this] { open(m_file); });
}

WindowSession::~WindowSession() {
    m_opening.waitForFinished();
    close();
}

void WindowSession::open(const QString& storeFile) {
    if (m_opening.isRunning()) {
        m_next = storeFile;
        return;
    }
    if (m_store && storeFile == m_file)
        return;
    close();
    m_file = storeFile;
    m_window.showOpening(storeFile);
    m_server = std::make_unique<InstanceServer>();
    m_answers = std::make_unique<InstanceAnswers>(
        *m_server, [this](const WindowCommand& command) { return carryOut(command); });
    if (const auto listening = m_server->listen(instanceAddress(storeFile)); !listening) {
        refuse(listening.error());
        return;
    }
    m_opening.setFuture(QtConcurrent::run(
        [storeFile] { return std::make_shared<Result<std::unique_ptr<Store>>>(openStore(storeFile)); }));
}

void WindowSession::opened() {
    auto result = std::move(*m_opening.result());
    if (!m_next.isEmpty()) {
        result = {};
        open(std::exchange(m_next, {}));
        return;
    }
    if (!result) {
        refuse(result.error());
        return;
    }
    if (m_file == m_chosen)
        m_settings.setValue(setting::StoreFile, m_file == defaultStoreFile() ? QString() : m_file);
    m_store = std::make_unique<OpenStore>(*std::move(result));
    m_receiver = std::make_unique<Receiver>(m_store->store->sink());
    m_replays = std::make_unique<ReplayRoom>(*m_store->store, targetPorts());
    m_workspaces = std::make_unique<WorkspaceDesk>(
        m_connections, m_practice, m_network.thread(), m_store->store->sink(), m_retirement);
    m_setup = std::make_unique<SetupDesk>(m_connections, m_practice, m_network.thread(), stateFolder());
    m_diagnostics = std::make_unique<DiagnosticsDesk>(diagnosticsParts());
    m_window.showStore({m_store->store->control(), *m_receiver, m_store->files,
        makePanels(m_window,
            {m_settings, *m_store, *m_receiver, m_network, m_connections.control(), *m_workspaces, *m_setup,
                m_replays->replay, m_replays->forward, *m_diagnostics, m_records})});
    m_views = std::make_unique<WorkspaceViews>(m_window, *m_workspaces, m_settings);
    m_answers->open(*m_store, m_replays->replay, [this](const DoctorCommand& doctor) {
        const DiagnosticsParts parts = diagnosticsParts();
        return [doctor, scene = DoctorScene{m_network, parts.store, parts.program()}](
                   VerbIo& io) { return runDoctor(doctor, scene, io); };
    });
    startReceiver();
    m_replays->forward.resume();
    WindowCommand later; // another store of this window is received into at the same places
    later.listen = m_command.listen;
    if (const auto done = carryOut(std::exchange(m_command, later)); !done)
        m_window.notice().showError(done.error());
    Q_EMIT ready();
}

void WindowSession::refuse(const Error& error) {
    m_answers->refuse(error);
    m_server->close();
    m_window.showStoreProblem(m_file, error);
    Q_EMIT failed(error);
}

void WindowSession::close() {
    if (m_answers)
        m_answers->close();
    m_window.closeStore();
    m_views.reset();
    m_diagnostics.reset();
    m_setup.reset();
    m_workspaces.reset();
    m_receiver.reset();
    m_replays.reset();
    m_store.reset();
    m_answers.reset();
    m_server.reset();
}

TargetPorts WindowSession::targetPorts() {
    return {m_network, m_connections.sessions(), [this](const QString& connection) {
                if (connection == PracticeHost::connectionId())
                    return m_practice.start();
                const QList<Connection> all = m_connections.desk().connections();
                for (const Connection& each : all) {
                    if (each.settings.id != connection
                        && (each.settings.name == connection || each.settings.profile == connection))
                        return m_connections.desk().client(each.settings.id);
                }
                return m_connections.desk().client(connection);
            }};
}

DiagnosticsParts WindowSession::diagnosticsParts() {
    const auto connection = [this](const QString& id) -> std::optional<Connection> {
        const QList<Connection> all = m_workspaces->connections();
        const auto found = std::ranges::find(all, id, [](const Connection& each) { return each.settings.id; });
        return found == all.end() ? std::nullopt : std::optional(*found);
    };
    const auto program = [this] {
        return ProgramFacts{.version = QStringLiteral(SPANGLASS_VERSION),
            .stateFolder = stateFolder(),
            .receiver = m_receiver->snapshot(),
            .receiverSettings = m_receiver->settings(),
            .store = m_store->store->control().status(),
            .forward = m_replays->forward.status(),
            .secrets = m_network.secretPlace(),
            .network = m_network.settings()};
    };
    return {.auth = {m_network.http(), m_network.thread()},
        .connection = connection,
        .client = [this](const QString& id) { return ownClient(m_connections, m_practice, id, m_diagnostics.get()); },
        .program = program,
        .store = std::shared_ptr<SqlWarehouse>(std::shared_ptr<void>(), &m_store->warehouse),
        .draft = [this] { return m_setup->draft(); },
        .folder = stateFolder()};
}

bool WindowSession::isSettled() const { return !m_views || m_views->isSettled(); }

void WindowSession::startReceiver() {
    const ListenOptions& listen = m_command.listen;
    const bool asked = listen.http || listen.grpc;
    // A picture is no reason to take ports from an app that sends, or to be refused them.
    if (!asked && (!m_command.screenshot.isEmpty() || !m_settings.value(setting::ReceiverAutoStart)))
        return;
    const auto wanted = receiverSettings(listen, spanglass::receiverSettings(m_settings));
    // Without its token a receiver beyond loopback stays on loopback.
    m_receiver->start(wanted ? *wanted : spanglass::receiverSettings(m_settings));
}

Result<> WindowSession::carryOut(const WindowCommand& command) {
    if (!command.panel.isEmpty() && m_store && !m_window.showPanel(command.panel))
        return failure(ErrorCode::BadInput, u"There is no panel \"%1\"."_s.arg(command.panel),
            u"There are %1."_s.arg(m_window.panelIds().join(u", "_s)));
    if (m_store) {
        m_window.transfers().importFiles(command.imports);
        if (command.open)
            showTrace(m_window, *command.open);
        if (!command.place.isEmpty()) {
            if (const auto opening = m_views->openAgain(command.place); !opening)
                return opening;
        }
        if (command.workspace)
            m_views->ask();
    } else {
        const ListenOptions listen = m_command.listen;
        m_command = command; // when the store is open
        m_command.listen = listen;
    }
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.raise();
    m_window.activateWindow();
    return {};
}

} // namespace spanglass
