#pragma once

#include "services/databricks/CatalogClient.h"
#include "services/databricks/WarehouseClient.h"
#include "services/mlflow/ExperimentClient.h"
#include "services/mlflow/MlflowTraces.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "services/warehouse/tables/TraceTableFinder.h"

#include <memory>

namespace spanglass {

/// What asks one connection. Its members refer to each other, so it stays where it is made.
struct WorkspaceClients {
    WorkspaceClients(std::shared_ptr<ApiClient> client, AuthThread& thread)
        : api(std::move(client))
        , warehouses(*api, thread)
        , catalogs(*api, thread)
        , experiments(*api, thread)
        , traces(*api, thread) { }

    const std::shared_ptr<ApiClient> api;
    WarehouseClient warehouses;
    CatalogClient catalogs;
    ExperimentClient experiments;
    MlflowTraces traces;
};

/// One SQL warehouse that statements are run on.
struct WorkspaceWarehouse {
    WorkspaceWarehouse(std::shared_ptr<WorkspaceClients> of, const QString& warehouseId)
        : clients(std::move(of))
        , id(warehouseId)
        , sql(options(*clients->api, warehouseId))
        , finder(sql) { }

    static DatabricksOptions options(ApiClient& api, const QString& warehouseId) {
        DatabricksOptions out;
        out.statement.warehouseId = warehouseId;
        out.calls = StatementCalls::over(api);
        return out;
    }

    const std::shared_ptr<WorkspaceClients> clients;
    const QString id;
    DatabricksWarehouse sql;
    TraceTableFinder finder;
};

} // namespace spanglass
