#pragma once

#include "services/core/ReplayPlan.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// Whether the selection asks anything of traces; without it, all that came in its requests is chosen.
bool asksForTraces(const ReplaySelection& selection);

/// Lists the traces of a selection in the temporary table `replay_traces` (trace_id).
Result<> chooseTraces(duck::Connection& connection, const ReplaySelection& selection);

} // namespace spanglass
