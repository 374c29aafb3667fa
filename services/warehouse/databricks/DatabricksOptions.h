#pragma once

#include "services/warehouse/databricks/StatementCalls.h"

#include <chrono>

namespace spanglass {

struct DatabricksOptions {
    StatementOptions statement;
    StatementCalls calls;
    /// Between two polls, growing by half each time from the first to the last (section 6.1: 0.5 s to 5 s).
    std::chrono::milliseconds firstPause{500};
    std::chrono::milliseconds lastPause{5'000};
    /// Polls in a row that may fail for want of a connection before the statement is given up.
    int failedPolls = 4;
    /// The state of the warehouse is looked at when a statement has waited this long, and then in this rhythm.
    std::chrono::milliseconds warehouseLook{3'000};
};

} // namespace spanglass
