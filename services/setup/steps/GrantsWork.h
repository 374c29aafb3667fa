#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// What everybody needs who writes or reads the traces; for ourselves when the plan names nobody. What writers need on
/// a table has to be granted by name on that table: ALL PRIVILEGES is not enough (confirmed: docs), and whether what is
/// inherited counts where traces are sent is not known (databricks-api.md 7.3).
class GrantsWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
