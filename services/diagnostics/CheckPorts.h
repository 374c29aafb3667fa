#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Connection.h"
#include "services/core/ForwardControl.h"
#include "services/core/ReceiverControl.h"
#include "services/core/SecretPlace.h"
#include "services/core/SetupControl.h"
#include "services/core/SqlWarehouse.h"
#include "services/core/StoreControl.h"

namespace spanglass {

/// The program as it stood when a run began; what is unset is not there, as in a verb without a store.
struct ProgramFacts {
    QString version;
    QString stateFolder;
    std::optional<ReceiverSnapshot> receiver = {};
    ReceiverSettings receiverSettings = {};
    std::optional<StoreStatus> store = {};
    std::optional<ForwardStatus> forward = {};
    SecretPlace secrets = {};
};

/// What one run may ask, and of whom. The functions are called on worker threads; their futures can be cancelled.
struct CheckPorts {
    using Api = std::shared_ptr<ApiClient>;

    AuthPorts auth;
    std::optional<Connection> connection = {}; ///< the subject's; unset when it names none
    QFuture<Result<Api>> client = {}; ///< of that connection; of this run alone
    std::function<QFuture<Result<SetupStepReport>>(const Api&, const SetupPlan&, SetupStep)> probe = {};
    /// Each further result takes the place of the one before.
    std::function<QFuture<Result<ProofReport>>(const Api&, const SetupPlan&)> prove = {};
    std::function<QFuture<Result<QList<MonitoredScorer>>>(const Api&, const QString& experimentId)> scorers = {};
    /// The SQL warehouse with an id.
    std::function<std::shared_ptr<SqlWarehouse>(const Api&, const QString& id)> warehouse = {};
    std::shared_ptr<SqlWarehouse> store = {}; ///< the local one; null without
    ProgramFacts program = {};
};

} // namespace spanglass
