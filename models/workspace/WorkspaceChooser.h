#pragma once

#include "models/connections/ConnectionsModel.h"
#include "models/workspace/ExperimentsModel.h"
#include "models/workspace/Step.h"
#include "models/workspace/WarehousesModel.h"
#include "models/workspace/WorkspaceMemory.h"
#include "services/core/WorkspaceControl.h"

#include <QTimer>

namespace spanglass {

/// The way to the traces of a workspace or an MLflow server, choice by choice: connection, SQL warehouse, experiment or
/// schema, table. Goes on by itself where an earlier choice is known, as long as that starts nothing that costs money.
/// GUI thread.
class WorkspaceChooser final : public QObject {
    Q_OBJECT
public:
    enum class Use : quint8 {
        OpenTraces, ///< looks for the table of what is chosen, as far as that is free
        ChooseOnly, ///< every experiment can be chosen, and no table is looked for
    };

    /// Both must outlive this.
    WorkspaceChooser(
        WorkspaceControl& control, QSettings& settings, Use use = Use::OpenTraces, QObject* parent = nullptr);

    /// With this connection, or for an empty one with that of the last time, else the first.
    void begin(const QString& connectionId = {});

    ConnectionsModel& connections() { return m_connections; }
    void chooseConnection(const QString& id);
    /// Null when none is chosen.
    const Connection* connection() const;
    bool isMlflow() const;
    /// The practice workspace has to be started by check() first.
    bool needsStart() const;
    void check();
    void signIn();
    void cancelCheck() { m_report.cancel(); }
    const Step<ConnectionReport>& report() const { return m_report; }
    /// Why the connection cannot be used, as far as that is known.
    std::optional<Error> connectionProblem() const;
    bool isReady() const; ///< somebody is known at the other side
    const QUrl& browserAddress() const { return m_browserAddress; } ///< of the sign-in under way

    WarehousesModel& warehouses() { return m_warehouseRows; }
    const Step<QList<WarehouseInfo>>& warehouseList() const { return m_warehouses; }
    void listWarehouses();
    void cancelWarehouses() { m_warehouses.cancel(); }
    void chooseWarehouse(const QString& id);
    const WarehouseInfo* warehouse() const { return m_warehouseRows.find(m_choice.warehouseId); }
    void startWarehouse();
    void cancelStart() { m_starting.cancel(); }
    const Step<WarehouseInfo>& starting() const { return m_starting; }

    TracesWay way() const { return m_choice.way; }
    void setWay(TracesWay way);

    ExperimentsModel& experiments() { return m_experimentRows; }
    const Step<QList<Experiment>>& experimentList() const { return m_experiments; }
    /// By a part of their names; asks when the typing pauses.
    void searchExperiments(const QString& name);
    const QString& experimentSearch() const { return m_experimentSearch; }
    void listExperiments();
    void cancelExperiments() { m_experiments.cancel(); }
    void chooseExperiment(const QString& id);
    const Experiment* experiment() const { return m_experimentRows.at(m_experimentRows.rowOf(m_choice.experimentId)); }

    const Step<QStringList>& catalogs() const { return m_catalogs; }
    const Step<QStringList>& schemas() const { return m_schemas; }
    void listCatalogs();
    const QString& catalog() const { return m_choice.catalog; }
    const QString& schema() const { return m_choice.schema; }
    void chooseCatalog(const QString& name);
    void chooseSchema(const QString& name);

    const Step<QList<WorkspaceTable>>& tables() const { return m_tables; }
    /// Whether there is something to look in. Looking starts a warehouse that is stopped.
    bool canFind() const;
    void findTables();
    void cancelFind() { m_tables.cancel(); }
    void chooseTable(const QString& spansTable);
    /// Null when none is chosen.
    const WorkspaceTable* table() const;

    /// Whether any answer is waited for.
    bool isBusy() const;
    /// What is still to be done before the traces can be opened; empty when they can be.
    QString missing() const;
    void open();
    const std::optional<Error>& openProblem() const { return m_openProblem; }

Q_SIGNALS:
    void changed();
    void opened(const QString& placeId);

private:
    void takeConnections();
    void takeReport(const ConnectionReport& report);
    void takeWarehouses(const QList<WarehouseInfo>& list);
    void takeTables(const QList<WorkspaceTable>& list);
    void showWarehouseAs(WarehouseState state);
    void listSchemas();
    void findIfFree();
    void forgetTables();
    void forgetAll();

    WorkspaceControl& m_control;
    WorkspaceMemory m_memory;
    const Use m_use;
    ConnectionsModel m_connections;
    WarehousesModel m_warehouseRows;
    ExperimentsModel m_experimentRows;
    QString m_connectionId;
    QString m_wanted; ///< connection to be chosen once it is there
    WorkspaceChoice m_choice;
    QString m_experimentSearch;
    QTimer m_searchPause;
    QUrl m_browserAddress;
    std::optional<Error> m_openProblem;
    Step<ConnectionReport> m_report;
    Step<QList<WarehouseInfo>> m_warehouses;
    Step<WarehouseInfo> m_starting;
    Step<QList<Experiment>> m_experiments;
    Step<QStringList> m_catalogs;
    Step<QStringList> m_schemas;
    Step<QList<WorkspaceTable>> m_tables;
};

} // namespace spanglass
