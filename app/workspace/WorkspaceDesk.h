#pragma once

#include "app/workspace/OpenPlace.h"
#include "app/workspace/Relay.h"

#include <QHash>

#include <map>

namespace spanglass {

class Connections;
class PracticeHost;

/// Workspaces and MLflow servers as the window opens them.
class WorkspaceDesk final : public WorkspaceControl {
    Q_OBJECT
public:
    /// All must outlive this. `sink` takes the traces that are kept in the local store; `retirement` what is closed.
    WorkspaceDesk(Connections& connections, PracticeHost& practice, AuthThread& thread, IngestSink& sink,
        Retirement& retirement, QObject* parent = nullptr);
    ~WorkspaceDesk() override;

    QList<Connection> connections() const override;
    bool isRunning(const QString& connectionId) const override;
    QFuture<Result<ConnectionReport>> check(QString connectionId) override;
    QFuture<Result<ConnectionReport>> signIn(QString connectionId) override;
    QFuture<Result<QList<WarehouseInfo>>> warehouses(QString connectionId) override;
    QFuture<Result<WarehouseInfo>> warehouse(QString connectionId, QString warehouseId) override;
    QFuture<Result<WarehouseInfo>> startWarehouse(QString connectionId, QString warehouseId) override;
    QFuture<Result<QList<Experiment>>> experiments(QString connectionId, QString name) override;
    QFuture<Result<QStringList>> catalogs(QString connectionId) override;
    QFuture<Result<QStringList>> schemas(QString connectionId, QString catalog) override;
    QFuture<Result<QList<WorkspaceTable>>> tablesOfSchema(
        QString connectionId, QString warehouseId, QString catalog, QString schema) override;
    QFuture<Result<QList<WorkspaceTable>>> tablesOfExperiment(
        QString connectionId, QString warehouseId, Experiment experiment) override;
    QFuture<Result<WorkspaceTable>> find(WorkspaceRequest request) override;
    Result<QString> open(const WorkspaceRequest& request) override;

    /// Null when no place of the id is open.
    std::shared_ptr<OpenPlace> place(const QString& id) const { return m_places.value(id); }
    void close(const QString& placeId);
    /// Whether another place has the same warehouse.
    bool usesWarehouseBesides(const QString& placeId) const;

Q_SIGNALS:
    void opened(const QString& placeId); ///< newly, or asked for again
    void closed(const QString& placeId);

private:
    using Clients = std::shared_ptr<WorkspaceClients>;
    using Found = std::vector<FoundTraceTable>;

    Connection connection(const QString& id) const;
    QFuture<Result<std::shared_ptr<ApiClient>>> client(const QString& connectionId) const;
    Clients clientsOf(const std::shared_ptr<ApiClient>& api);
    std::shared_ptr<WorkspaceWarehouse> statements(const Clients& clients, const QString& id);
    Result<std::shared_ptr<OpenPlace>> newPlace(const WorkspaceRequest& request);
    QList<WorkspaceTable> note(const QString& connectionId, const Found& found);
    /// Gives what `read` makes of the answer to `ask(clients)`, once there is a client.
    template <class T, class Ask, class Read> QFuture<Result<T>> asked(const QString& connectionId, Ask ask, Read read);

    Connections& m_connections;
    PracticeHost& m_practice;
    AuthThread& m_thread;
    IngestSink& m_sink;
    Retirement& m_retirement;
    QHash<QString, Clients> m_clients; ///< by connection, as last used
    QHash<QString, std::weak_ptr<WorkspaceWarehouse>> m_warehouses; ///< by connection and id
    std::shared_ptr<WorkspaceWarehouse> m_looking; ///< that tables are looked for with
    QHash<QString, FoundTraceTable> m_found; ///< by connection and full name
    QHash<QString, std::shared_ptr<OpenPlace>> m_places;
};

} // namespace spanglass
