#pragma once

#include "services/setup/SetupSession.h"
#include "services/setup/rights/HeldRights.h"

namespace spanglass {

/// The catalog, the schema and the trace tables of a plan, as far as they are there, with what was granted on them.
ApiOutcome<QList<GuardedObject>> guardedObjects(const SetupPlan& plan, SetupSession& session);

/// The same object with the grants of now.
GuardedObject guarded(GuardedObject object, SetupSession& session);

} // namespace spanglass
