#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The SQL warehouse that monitoring reads traces with, and the scorers of the plan: registered and started. Scorers
/// that the plan does not name are left as they are.
class MonitoringWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
