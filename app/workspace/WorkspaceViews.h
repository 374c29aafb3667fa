#pragma once

#include <QString>

namespace spanglass {

class MainWindow;
class Settings;
class WorkspaceDesk;

/// Shows opened workspaces in the window's panels, as places of the traces panel and sources of the console, and takes
/// them out again. To be called once the panels are in the window, which drops them before the desk goes.
void showWorkspaces(MainWindow& window, WorkspaceDesk& desk, Settings& settings);

} // namespace spanglass
