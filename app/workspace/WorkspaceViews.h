#pragma once

#include "models/workspace/RecentPlaces.h"

namespace spanglass {

class MainWindow;
class Settings;
class TracesPanel;
class WorkspaceDesk;

/// Shows opened workspaces in the window's panels, as places of the traces panel and sources of the console, takes them
/// out again, and offers those of earlier times. GUI thread.
class WorkspaceViews final : public QObject {
    Q_OBJECT
public:
    /// To be made once the panels are in the window, which drops them before this and the desk go.
    WorkspaceViews(MainWindow& window, WorkspaceDesk& desk, Settings& settings);

    /// Asks which workspace to open. An empty connection is that of the place in view, or of the last time.
    void ask(const QString& connectionId = {});
    /// Opens one of the places that were open last, by its title or id. NotFound when there is none.
    Result<> openAgain(const QString& name);
    /// False while a place is being opened, or a question about it waits for answers.
    bool isSettled() const;

private:
    void connectPanels();
    void showPlace(const QString& id);
    void dropPlace(const QString& id);
    void openAgain(const RecentPlace& place);
    void offerRecent();
    void showConnection(const QString& id);

    MainWindow& m_window;
    WorkspaceDesk& m_desk;
    Settings& m_settings;
    TracesPanel& m_traces;
    RecentPlaces m_recent;
};

} // namespace spanglass
