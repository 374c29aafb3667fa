#pragma once

#include "app/replay/TargetPorts.h"
#include "app/verbs/VerbIo.h"
#include "services/core/ReplayReport.h"
#include "services/replay/arrival/ArrivalSource.h"
#include "services/replay/ledger/LedgerValues.h"

#include <QPromise>

namespace spanglass {

class Store;

/// Whether a target can be asked which spans it has.
bool canAskArrivals(const ReplayTarget& target);

/// Where a target's spans are asked for, with what it needs. Blocks; worker threads only.
class ArrivalPlace {
public:
    /// `api`: of the target's connection, or of an MLflow server without one. `io` hears of the progress, and must
    /// outlive the place. NotFound for a target that cannot be asked.
    static Result<std::unique_ptr<ArrivalPlace>> open(
        const ReplayTarget& target, std::shared_ptr<ApiClient> api, Network& network, VerbIo& io);
    virtual ~ArrivalPlace() = default;

    virtual ArrivalSource& source() = 0;
};

/// Checks the arrival of a job's spans. `api`: as above. Tells `promise` of its progress, and ends when that is
/// cancelled. Blocks; worker threads only.
Result<ArrivalReport> askArrivals(Store& store, const LedgerJob& job, std::shared_ptr<ApiClient> api, Network& network,
    QPromise<Result<ArrivalReport>>& promise);

/// What calls an MLflow server that nobody signs in to.
std::shared_ptr<ApiClient> openServer(const QString& url, Sessions& sessions);

} // namespace spanglass
