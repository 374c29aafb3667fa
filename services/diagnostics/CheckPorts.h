#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Connection.h"
#include "services/core/ForwardControl.h"
#include "services/core/NetworkSettings.h"
#include "services/core/ReceiverControl.h"
#include "services/core/SecretPlace.h"
#include "services/core/SetupControl.h"
#include "services/core/SqlWarehouse.h"
#include "services/core/StoreControl.h"

#include <QDate>

namespace spanglass {

/// The program as it stood when a run began; what is unset is not there, as in a verb without a store.
struct ProgramFacts {
    QString version = {};
    QString stateFolder = {};
    std::optional<ReceiverSnapshot> receiver = {};
    ReceiverSettings receiverSettings = {};
    std::optional<StoreStatus> store = {};
    std::optional<ForwardStatus> forward = {};
    SecretPlace secrets = {};
    NetworkSettings network = {};
};

/// What Databricks publishes about its offer, and when it was read.
struct PublishedFacts {
    QDate regionsRead = {};
    QStringList regions = {}; ///< in which trace tables were named
    QStringList previews = {}; ///< that have to be switched on
    QDate limitsRead = {};
    double tracesPerSecond = 0; ///< of a workspace; 0: none published
    std::uint64_t bytesPerSecond = 0; ///< of a table; 0: none published
};

/// What one run may ask, and of whom. The functions are called on worker threads and block; they end early when
/// `isCancelled()`.
struct CheckPorts {
    using Api = std::shared_ptr<ApiClient>;
    using Cancelled = std::function<bool()>;

    AuthPorts auth;
    std::optional<Connection> connection = {}; ///< the subject's; unset when it names none
    QFuture<Result<Api>> client = {}; ///< of that connection; of this run alone
    std::function<SetupStepReport(const Api&, const SetupPlan&, SetupStep, const Cancelled&)> probe = {};
    /// The newest form of trace tables that the workspace has; nothing when it could not be asked.
    std::function<std::optional<TraceTableForm>(const Api&, const Cancelled&)> newestForm = {};
    std::function<Result<QList<MonitoredScorer>>(const Api&, const QString& experimentId, const Cancelled&)> scorers
        = {};
    /// Sends a marked test trace and follows it; `tell` hears of each change.
    std::function<ProofReport(
        const Api&, const SetupPlan&, const Cancelled&, const std::function<void(const ProofReport&)>& tell)>
        prove = {};
    std::function<std::shared_ptr<SqlWarehouse>(const Api&, const QString& id)> warehouse = {};
    std::shared_ptr<SqlWarehouse> store = {}; ///< the local one; null without
    ProgramFacts program = {};
    PublishedFacts published = {};
};

} // namespace spanglass
