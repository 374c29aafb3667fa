#pragma once

#include "services/core/Ids.h"
#include "services/core/ReceiverControl.h"

#include <QList>

namespace spanglass {

class ConnectionControl;
class DiagnosisControl;
class ForwardControl;
class MainWindow;
class NetworkControl;
class OwnRecords;
class Panel;
class ReplayControl;
class Settings;
class SetupControl;
class WorkspaceControl;
struct OpenStore;

/// What the panels work on. All outlive them.
struct PanelParts {
    Settings& settings;
    OpenStore& store;
    ReceiverControl& receiver;
    NetworkControl& network;
    ConnectionControl& connections;
    WorkspaceControl& workspaces;
    SetupControl& setup;
    ReplayControl& replays;
    ForwardControl& forward;
    DiagnosisControl& diagnosis;
    OwnRecords& records;
};

/// The panels of the window, in the rail's order, wired to each other. The caller hands them to the window at once.
QList<Panel*> makePanels(MainWindow& window, const PanelParts& parts);

/// Shows a trace of the open store in the traces panel.
void showTrace(MainWindow& window, TraceId trace);

} // namespace spanglass
