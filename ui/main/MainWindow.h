#pragma once

#include "services/core/Error.h"
#include "services/core/TraceFiles.h"

#include <QMainWindow>

class QStackedWidget;

namespace spanglass {

class Banner;
class MainActions;
class NavigationRail;
class Panel;
class ReceiverControl;
class Settings;
class StatusBar;
class StoreControl;
class StorePage;
class Transfers;

/// What an open store gives the window. All outlive it, or closeStore() comes first.
struct WindowParts {
    StoreControl& store;
    ReceiverControl& receiver;
    TraceFiles& files;
    QList<Panel*> panels; ///< the window owns them
};

/// The program's window: a rail of panels, the chosen one, menus and a status bar. Without an open store it says so
/// instead.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showOpening(const QString& storeFile);
    void showStoreProblem(const QString& storeFile, const Error& error);
    void showStore(const WindowParts& parts);
    /// Drops the panels; their state is kept.
    void closeStore();

    /// False when there is no such panel.
    bool showPanel(QStringView panelId);
    Panel* currentPanel() const;
    Panel* panel(QStringView panelId) const;
    QStringList panelIds() const;

    /// Ask which one; then storeRequested() tells.
    void askForStore();
    void askForNewStore();
    /// Asks for files and reads them in.
    void askForTraceFiles();
    /// Asks for a file and writes these traces of a place into it: out of the store, where none means all, or out of
    /// `from`.
    void askForExport(
        const std::vector<TraceId>& traces, const QString& place, const std::shared_ptr<TraceExport>& from = {});
    /// What the commands for saving traces are about: the place in view, and how many are chosen there; `opened`: that
    /// is the open trace.
    void showSavable(const QString& place, quint64 chosen, bool opened);

    Transfers& transfers() { return *m_transfers; }
    /// A message over the content, such as what a crash note says.
    Banner& notice() { return *m_notice; }

Q_SIGNALS:
    void storeRequested(const QString& file); ///< another one, or a new one
    void storeRetryRequested();
    void workspaceRequested(); ///< the person wants to choose one
    void saveListedRequested(); ///< all traces that are listed for the place in view
    void saveChosenRequested(); ///< the open one, or those that are selected
    void setupRequested(); ///< tracing is to be set up in one

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void connectActions();
    void showShortcuts();
    void showAbout();
    void restore();
    void savePanels();
    void restorePanels();

    Settings& m_settings;
    MainActions* m_actions;
    NavigationRail* m_rail;
    QStackedWidget* m_pages;
    StorePage* m_storePage;
    Transfers* m_transfers;
    Banner* m_notice;
    StatusBar* m_status;
    QList<Panel*> m_panels;
    QString m_storeFile; ///< that the panels show
    QList<QAction*> m_panelActions;
};

} // namespace spanglass
