#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;
class QListView;
class QPushButton;
class QSettings;

namespace spanglass {

class ConnectionStep;
class TableStep;
class TracesStep;
class WarehouseStep;
class WorkspaceChooser;
class WorkspaceControl;

/// Asks for the traces to open: connection, SQL warehouse, experiment or schema. Begins with what was chosen last.
class WorkspaceDialog final : public QDialog {
    Q_OBJECT
public:
    /// Both must outlive this. `connectionId`: to begin with; empty for that of the last time.
    WorkspaceDialog(
        WorkspaceControl& control, QSettings& settings, const QString& connectionId = {}, QWidget* parent = nullptr);
    ~WorkspaceDialog() override;

    /// False while it waits for an answer.
    bool isSettled() const;

Q_SIGNALS:
    /// The person wants to see, mend or add connections; the dialog is closed. Empty: none in particular.
    void connectionsRequested(const QString& connectionId);

private:
    QWidget* makeConnections();
    QWidget* makeSteps();
    void refresh();
    void leaveFor(const QString& connectionId);

    WorkspaceChooser* m_chooser;
    QListView* m_connections;
    ConnectionStep* m_connection;
    WarehouseStep* m_warehouse;
    TracesStep* m_traces;
    TableStep* m_table;
    QLabel* m_missing;
    QPushButton* m_open = nullptr;
    QTimer m_clock; ///< moves the seconds that are shown
};

} // namespace spanglass
