#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The trace tables, and the experiment bound to them; in the newest form that the workspace has, or as the plan says.
///
/// Confirmed: mlflow databricks_rest_store.py and databricks_tracing.proto (paths and bodies of REST 4.0 and 5.0; no
/// unlink in 5.0). Assumed: that asking 5.0 for a location that is not there tells whether the form is (not found, or
/// ENDPOINT_NOT_FOUND); where the answer is another, making the tables tells.
class LocationWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
