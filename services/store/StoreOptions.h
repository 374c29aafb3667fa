#pragma once

#include "services/store/Migrations.h"
#include "services/store/StoreClock.h"

namespace spanglass {

struct StoreOptions {
    QString file; ///< made when absent; its folder must exist
    std::uint64_t queueBytes = 64u << 20; ///< decoded requests that may wait for the writer
    int memoryMegabytes = 256; ///< DuckDB's share; the queue and the duplicates' fingerprints come on top
    int threads = 2; ///< for one query or checkpoint
    StoreClock clock;
    MigrationPlan plan = currentPlan();
};

} // namespace spanglass
