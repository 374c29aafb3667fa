#include "app/MakePanels.h"

#include "app/OpenStore.h"
#include "models/common/Settings.h"
#include "ui/connections/ConnectionsPanel.h"
#include "ui/diagnostics/DiagnosticsPanel.h"
#include "ui/main/HelpPanel.h"
#include "ui/main/MainWindow.h"
#include "ui/main/Transfers.h"
#include "ui/receiver/ForwardStrip.h"
#include "ui/receiver/ReceiverPanel.h"
#include "ui/replay/ReplayPanel.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/setup/SetupPanel.h"
#include "ui/sql/SqlPanel.h"
#include "ui/traces/TracesPanel.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// The store goes away after the panels, so the console does not own it.
SqlPanel* makeSqlPanel(Settings& settings, OpenStore& store) {
    auto* sources = new SqlSources;
    sources->put({.id = u"store"_s,
        .name = SqlPanel::tr("Local store"),
        .warehouse = std::shared_ptr<SqlWarehouse>(std::shared_ptr<void>(), &store.warehouse),
        .spansTable = u"local.traces.mlflow_experiment_trace_otel_spans"_s,
        .shape = SqlTableShape::Store,
        .asksFreely = true});
    auto* panel = new SqlPanel(*sources, settings.file());
    sources->setParent(panel);
    return panel;
}

void connectReplay(MainWindow& window, ReplayPanel& replay, TracesPanel& traces, ReceiverPanel& receiver) {
    const auto show = [&window](const QString& panel) { return [&window, panel] { window.showPanel(panel); }; };
    QObject::connect(
        &traces, &TracesPanel::replayRequested, &replay, [&window, &replay](const ReplaySelection& selection) {
            window.showPanel(u"replay");
            replay.begin(selection);
        });
    QObject::connect(&replay, &ReplayPanel::tracesRequested, &window, show(u"traces"_s));
    QObject::connect(&replay, &ReplayPanel::connectionsRequested, &window, show(u"connections"_s));
    QObject::connect(&receiver, &ReceiverPanel::connectionsRequested, &window, show(u"connections"_s));
    QObject::connect(
        &replay, &ReplayPanel::traceRequested, &window, [&window](TraceId trace) { showTrace(window, trace); });
}

void connectDiagnostics(MainWindow& window, DiagnosticsPanel& diagnostics, TracesPanel& traces) {
    QObject::connect(&diagnostics, &DiagnosticsPanel::panelRequested, &window,
        [&window](const QString& panel) { window.showPanel(panel); });
    QObject::connect(&traces, &TracesPanel::wayRequested, &diagnostics, [&window, &diagnostics](TraceId trace) {
        window.showPanel(u"diagnostics");
        diagnostics.follow(trace);
    });
}

} // namespace

QList<Panel*> makePanels(MainWindow& window, const PanelParts& parts) {
    Settings& settings = parts.settings;
    OpenStore& store = parts.store;
    ReceiverControl& receiver = parts.receiver;
    StoreControl& control = store.store->control();
    auto* traces = new TracesPanel(
        {u"local"_s, MainWindow::tr("Local store"), store.source, control, &control, &receiver}, settings.file());
    auto* live = new ReceiverPanel(receiver, control, store.source, settings.file());
    live->addForwarding({parts.forward, parts.replays, receiver, parts.workspaces, parts.connections, settings.file()});
    auto* replay = new ReplayPanel(
        {parts.replays, store.files, store.source, parts.workspaces, parts.connections, settings.file()});
    connectReplay(window, *replay, *traces, *live);
    auto* sql = makeSqlPanel(settings, store);
    auto* setup = new SetupPanel(parts.setup, parts.workspaces, settings.file());
    auto* diagnostics = new DiagnosticsPanel({parts.diagnosis, parts.setup, parts.workspaces,
        {receiver, control, parts.forward, parts.replays, parts.records}, settings.file()});
    connectDiagnostics(window, *diagnostics, *traces);
    auto* places = new ConnectionsPanel(parts.connections);
    auto* options = new SettingsPanel(settings, receiver, parts.network, control);
    auto* help = new HelpPanel;
    QObject::connect(
        traces, &TracesPanel::receiverPanelRequested, &window, [&window] { window.showPanel(u"receiver"); });
    QObject::connect(traces, &TracesPanel::setupRequested, &window, [&window] { window.showPanel(u"setup"); });
    QObject::connect(&window, &MainWindow::setupRequested, setup, [&window] { window.showPanel(u"setup"); });
    QObject::connect(traces, &TracesPanel::sampleRequested, &window.transfers(), &Transfers::importSample);
    QObject::connect(traces, &TracesPanel::filesRequested, &window, &MainWindow::askForTraceFiles);
    QObject::connect(traces, &TracesPanel::exportRequested, &window, [traces, &window](const auto& chosen) {
        window.askForExport(chosen, traces->currentPlace().title, traces->currentPlace().exporter);
    });
    QObject::connect(traces, &TracesPanel::savableChanged, &window, &MainWindow::showSavable);
    QObject::connect(&window, &MainWindow::saveListedRequested, traces, &TracesPanel::saveListed);
    QObject::connect(&window, &MainWindow::saveChosenRequested, traces, &TracesPanel::saveChosen);
    traces->tellSavable();
    QObject::connect(
        live, &ReceiverPanel::traceRequested, &window, [&window](TraceId trace) { showTrace(window, trace); });
    QObject::connect(options, &SettingsPanel::openStoreRequested, &window, &MainWindow::askForStore);
    QObject::connect(options, &SettingsPanel::newStoreRequested, &window, &MainWindow::askForNewStore);
    QObject::connect(
        help, &HelpPanel::panelRequested, &window, [&window](const QString& panel) { window.showPanel(panel); });
    QObject::connect(help, &HelpPanel::sampleRequested, &window, [&window] {
        window.showPanel(u"traces");
        window.transfers().importSample();
    });
    return {traces, live, sql, setup, replay, diagnostics, places, options, help};
}

void showTrace(MainWindow& window, TraceId trace) {
    window.showPanel(u"traces");
    if (auto* traces = qobject_cast<TracesPanel*>(window.panel(u"traces")))
        traces->openTrace(trace);
}

} // namespace spanglass
