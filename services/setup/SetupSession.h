#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Identity.h"
#include "services/core/Secret.h"
#include "services/core/SetupReport.h"
#include "services/core/SqlWarehouse.h"
#include "services/core/Waited.h"
#include "services/databricks/CatalogClient.h"
#include "services/databricks/WarehouseClient.h"
#include "services/mlflow/ExperimentClient.h"
#include "services/mlflow/MlflowTraces.h"

#include <optional>

namespace spanglass {

/// How long a setup waits for what it cannot hurry.
struct SetupPace {
    std::chrono::milliseconds look{5'000}; ///< between two looks at what should have come about
    int looks = 12; ///< before it is given up; after an answer that leaves it open whether the work was done
    std::chrono::milliseconds longCall{300'000}; ///< making trace tables has been seen to take over 60 s (seed 000)
    std::chrono::milliseconds warehouseStart{1'200'000}; ///< MLflow's own limit
};

/// One connection as the steps of a setup ask and change it: straight-line code on a worker thread, which blocks in
/// every function that waits, and ends early when isCancelled().
class SetupSession {
public:
    struct Parts {
        std::shared_ptr<ApiClient> api;
        AuthThread& thread;
        /// The SQL warehouse with an id; lives as long as the session.
        std::function<std::shared_ptr<SqlWarehouse>(const QString& id)> warehouse;
        std::function<bool()> isCancelled = [] { return false; };
        std::function<void(const QString&)> say = [](const QString&) {}; ///< what is being done
        std::function<void(const SetupRecordEntry&)> keep = [](const SetupRecordEntry&) {}; ///< what was changed
        Secret secret = {}; ///< what SecretMark stands for
        SetupPace pace = {};
    };
    explicit SetupSession(Parts parts);

    bool isCancelled() const { return m_parts.isCancelled(); }
    void say(const QString& doing) const { m_parts.say(doing); }
    const SetupPace& pace() const { return m_parts.pace; }
    ApiClient& api() const { return *m_parts.api; }
    std::shared_ptr<SqlWarehouse> warehouse(const QString& id) const { return m_parts.warehouse(id); }
    const ConnectionSettings& connection() const { return api().connection(); }

    /// The result of a std::expected; its error is Cancelled when somebody gave up.
    template <class T> T wait(QFuture<T> future) const { return waited(std::move(future), m_parts.isCancelled); }
    /// False when somebody gave up meanwhile.
    bool pause(std::chrono::milliseconds time) const;
    /// Asks until `done()` is true; false when looks() are over or somebody gave up.
    bool comesAbout(const std::function<bool()>& done) const;

    ApiResult send(ApiRequest request) const { return wait(api().call(std::move(request))); }
    /// Of a REST call as it is shown.
    ApiResult send(const SetupCall& call, std::chrono::milliseconds deadline) const;
    /// Begins a statement, so that several can be waited for together.
    QFuture<Result<SqlTable>> ask(const QString& warehouseId, const QString& sql) const;
    Result<SqlTable> query(const QString& warehouseId, const SqlRequest& request) const;
    void keep(const SetupRecordEntry& entry) const { m_parts.keep(entry); }

    /// Who we are; asked once.
    ApiOutcome<Identity> me();
    WarehouseClient& warehouses() { return m_warehouses; }
    CatalogClient& catalogs() { return m_catalogs; }
    ExperimentClient& experiments() { return m_experiments; }
    MlflowTraces& traces() { return m_traces; }
    AuthThread& thread() const { return m_parts.thread; }

private:
    const Parts m_parts;
    WarehouseClient m_warehouses;
    CatalogClient m_catalogs;
    ExperimentClient m_experiments;
    MlflowTraces m_traces;
    std::optional<Identity> m_me;
};

} // namespace spanglass
