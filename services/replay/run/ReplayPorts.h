#pragma once

#include "services/replay/Exporter.h"
#include "services/replay/TargetPace.h"
#include "services/replay/ledger/Ledger.h"

#include <chrono>

namespace spanglass {

/// What a run of a replay is given. The functions are called in the run's own thread.
struct ReplayPorts {
    std::function<std::unique_ptr<duck::Connection>()> connect; ///< Store::newReader
    /// Where the plan's target is. A failure stops the replay, which can be resumed.
    std::function<Result<std::unique_ptr<Exporter>>(const LedgerJob& job, const LedgerTotals& totals)> exporter;
    /// At most ten times a second, and once more at the end.
    std::function<void(ReplayStatus)> publish;
    std::shared_ptr<TargetPaces> paces = std::make_shared<TargetPaces>(); ///< shared by all runs
    std::chrono::milliseconds firstWait{1'000}; ///< before a parcel is tried again; twice as long each time
};

} // namespace spanglass
