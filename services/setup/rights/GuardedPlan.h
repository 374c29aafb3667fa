#pragma once

#include "services/setup/SetupSession.h"
#include "services/setup/rights/HeldRights.h"

namespace spanglass {

/// The catalog, the schema and the trace tables of a plan with what was granted on them; those that are not there, as
/// they will be once we have made them.
ApiOutcome<QList<GuardedObject>> guardedObjects(const SetupPlan& plan, SetupSession& session);

/// The same object with the grants of now.
GuardedObject guarded(GuardedObject object, SetupSession& session);

} // namespace spanglass
