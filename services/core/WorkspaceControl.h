#pragma once

#include "services/core/ConnectionControl.h"
#include "services/core/Experiment.h"
#include "services/core/WarehouseInfo.h"

#include <QFuture>
#include <QObject>

namespace spanglass {

/// A table of spans that was found, in words.
struct WorkspaceTable {
    QString spans = {}; ///< full name, parts in backticks where they need it
    QString summary = {}; ///< "v2 trace table, 2 differences"
    bool readable = false; ///< false: the findings say what is missing
    QStringList findings = {}; ///< how it differs from its generation, each a sentence
    QStringList companions = {}; ///< the tables and views that go with it, by full name

    bool operator==(const WorkspaceTable&) const = default;
};

/// Which traces are to be opened, and through what. Without secrets.
struct WorkspaceRequest {
    QString connectionId;
    QString warehouseId = {}; ///< empty for an MLflow server
    QString warehouseName = {};
    QString spansTable = {}; ///< as it was found; empty for an MLflow server
    QString experimentId = {}; ///< whose traces, or whose tags told the table; empty when a schema did
    QString experimentName = {};

    bool operator==(const WorkspaceRequest&) const = default;
};

/// What is asked on the way to the traces of a workspace or an MLflow server, and the opening of them. Lives in the GUI
/// thread; signals come there. Futures can be cancelled. Their progress text says what is waited for ("Starting, 42 s")
/// where that is known.
class WorkspaceControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those that can hold traces. The practice workspace is one, whether it runs or not.
    virtual QList<Connection> connections() const = 0;
    /// Whether asking it needs no other program's help: false for the practice workspace until check() has started it.
    virtual bool isRunning(const QString& connectionId) const = 0;
    /// Asks the other side who we are. Starts the practice workspace first, with example traces in it.
    virtual QFuture<Result<ConnectionReport>> check(QString connectionId) = 0;
    /// Signs in by browser, then does as check().
    virtual QFuture<Result<ConnectionReport>> signIn(QString connectionId) = 0;

    virtual QFuture<Result<QList<WarehouseInfo>>> warehouses(QString connectionId) = 0;
    /// One of them as it is now. Costs nothing and starts nothing.
    virtual QFuture<Result<WarehouseInfo>> warehouse(QString connectionId, QString warehouseId) = 0;
    /// Ends when it runs. Cancelling stops the waiting, not the warehouse.
    virtual QFuture<Result<WarehouseInfo>> startWarehouse(QString connectionId, QString warehouseId) = 0;
    /// Those whose name holds `name`, in any case; the latest first, 200 at most.
    virtual QFuture<Result<QList<Experiment>>> experiments(QString connectionId, QString name) = 0;
    virtual QFuture<Result<QStringList>> catalogs(QString connectionId) = 0;
    virtual QFuture<Result<QStringList>> schemas(QString connectionId, QString catalog) = 0;
    /// The tables of spans in a schema. Runs a statement, which starts a warehouse that is stopped.
    virtual QFuture<Result<QList<WorkspaceTable>>> tablesOfSchema(
        QString connectionId, QString warehouseId, QString catalog, QString schema)
        = 0;
    /// The one that an experiment's tags name; likewise.
    virtual QFuture<Result<QList<WorkspaceTable>>> tablesOfExperiment(
        QString connectionId, QString warehouseId, Experiment experiment)
        = 0;

    /// Looks at what was opened earlier again, so that it can be opened. A table takes a statement, which starts a
    /// warehouse that is stopped. NotFound when it is not there any more.
    virtual QFuture<Result<WorkspaceTable>> find(WorkspaceRequest request) = 0;
    /// Opens what was found before; gives the id of the place. One that is open already is shown again.
    virtual Result<QString> open(const WorkspaceRequest& request) = 0;

Q_SIGNALS:
    void connectionsChanged();
    /// Where the browser has been sent for a sign-in, for those who want to go there by hand.
    void browserOpened(const QString& connectionId, const QUrl& address);
};

} // namespace spanglass
