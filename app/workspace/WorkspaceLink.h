#pragma once

#include "app/verbs/VerbIo.h"
#include "services/auth/ApiClient.h"
#include "services/auth/Sessions.h"
#include "services/core/SqlWarehouse.h"
#include "services/warehouse/tables/TableShape.h"

#include <memory>

namespace spanglass {

class ConnectionBook;
class Network;

/// A workspace as verbs reach it: found by the name of a profile or connection, signed in when it is first asked.
/// Blocks; worker thread.
class WorkspaceLink {
public:
    /// `network` and `io` must outlive this.
    static Result<std::unique_ptr<WorkspaceLink>> open(const QString& profile, Network& network, VerbIo& io);
    /// The first connection to a host, "https://dbc-1.cloud.databricks.com". NotFound when there is none.
    static Result<std::unique_ptr<WorkspaceLink>> openHost(const QString& host, Network& network, VerbIo& io);
    /// To the workspace of a client that is there already.
    static std::unique_ptr<WorkspaceLink> over(std::shared_ptr<ApiClient> api, Network& network, VerbIo& io);
    ~WorkspaceLink();

    const std::shared_ptr<ApiClient>& api() const { return m_api; }

    /// The SQL warehouse with this id; for an empty one the connection's own, else one that runs, else any that can
    /// answer. It starts by itself when it is asked.
    Result<SqlWarehouse*> warehouse(const QString& id);
    /// How spans are read from a table of Unity Catalog, "catalog.schema.table". BadInput for one that holds none.
    Result<TableShape> shape(const QString& table);

private:
    WorkspaceLink(Network& network, VerbIo& io);
    static Result<std::unique_ptr<WorkspaceLink>> open(
        const Connection& found, const ConnectionBook& book, Network& network, VerbIo& io);
    Result<QString> chooseWarehouse();

    Network& m_network;
    VerbIo& m_io;
    Sessions m_sessions;
    std::shared_ptr<ApiClient> m_api;
    std::unique_ptr<SqlWarehouse> m_warehouse;
};

} // namespace spanglass
