#pragma once

#include "services/setup/SetupSession.h"

namespace spanglass {

/// The experiment that a plan means: by its id, else by its name, since another workspace has other ids. Nothing when
/// there is none; it may be a deleted one.
ApiOutcome<std::optional<Experiment>> experimentOf(const SetupPlan& plan, SetupSession& session);

/// The plan that leads to where an experiment's traces go.
SetupPlan following(SetupPlan plan, const TraceLocation& location);

/// The plan with what the experiment's present link says of the form and the prefix, where the plan leaves it open.
ApiOutcome<SetupPlan> followingLink(const SetupPlan& plan, SetupSession& session);

/// Whether the experiment's own store holds traces, which Unity Catalog would hide or refuse. Assumed: that the search
/// of MLflow 3 finds them; nothing when it could not be asked.
std::optional<bool> holdsTraces(const Experiment& experiment, SetupSession& session);

} // namespace spanglass
