#pragma once

#include "services/store/Migrations.h"
#include "services/store/StoreClock.h"

namespace spanglass {

struct StoreOptions {
    QString file; ///< made when absent; its folder must exist
    std::uint64_t queueBytes = 64u << 20; ///< decoded requests that may wait for the writer
    int memoryMegabytes = 256; ///< DuckDB's share; the queue and the duplicates' fingerprints come on top
    std::uint64_t checkpointBytes = 64u << 20; ///< of log; more makes the pauses longer, but hardly fewer bytes
    int threads = 2; ///< for one query or checkpoint
    StoreClock clock;
    MigrationPlan plan = currentPlan();
};

} // namespace spanglass
