#pragma once

#include "services/warehouse/databricks/StatementCalls.h"

#include <chrono>

namespace spanglass {

struct DatabricksOptions {
    StatementOptions statement;
    StatementCalls calls;
    /// Statements with the server at once; others wait here, where cancelling them costs nothing. Fewer than the
    /// connections that HTTP/1.1 may have to one host, so that polls and cancels get through.
    int atOnce = 12;
    /// Between two polls, growing by half each time from the first to the last: a short statement is answered soon, a
    /// long one asked for rarely.
    std::chrono::milliseconds firstPause{5};
    std::chrono::milliseconds lastPause{5'000};
    /// At least, after a poll that failed.
    std::chrono::milliseconds failedPause{500};
    /// Before a submission that was refused with 429 or 503 is sent again, where the server does not say.
    std::chrono::milliseconds putOffPause{1'000};
    /// Polls in a row that may fail for want of a connection before the statement is given up.
    int failedPolls = 4;
    /// The state of the warehouse is looked at when a statement has waited this long, and then in this rhythm.
    std::chrono::milliseconds warehouseLook{3'000};
    /// Before the query history is asked for a statement a second time; longer by as much each time.
    std::chrono::milliseconds historyPause{1'000};
    int historyTries = 4;
};

} // namespace spanglass
