#pragma once

#include "services/setup/StepWork.h"
#include "services/setup/tables/PresentTables.h"

namespace spanglass {

// The calls of LocationWork, for the plan that its view has learned.

/// Makes the trace tables: one call of REST 5.0 or 4.0, or a statement for each table that is missing.
void addMakingCalls(StepView& view, const PresentTables& present, SetupSession& session);

/// Binds the experiment to them; what takes that back goes with it, where the form has it. `made`: the tables are there
/// and no call makes them in this round. Assumed: that the workspace then knows them as a location, since only the call
/// that makes them tells it; where it does not, that call is sent after all.
void addLinkCall(StepView& view, bool made, SetupSession& session);

} // namespace spanglass
