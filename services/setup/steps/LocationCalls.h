#pragma once

#include "services/setup/StepWork.h"
#include "services/setup/tables/PresentTables.h"

namespace spanglass {

// The calls of LocationWork, for the plan that its view has learned.

/// Makes the trace tables: one call of REST 5.0 or 4.0, or a statement for each table that is missing.
void addMakingCalls(StepView& view, const PresentTables& present, SetupSession& session);

/// Binds the experiment to them; what takes that back goes with it, where the form has it.
void addLinkCall(StepView& view, SetupSession& session);

} // namespace spanglass
