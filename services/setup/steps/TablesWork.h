#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// Each trace table, column by column against the documented shape of its generation, and whether it can be read. Adds
/// columns that are missing; what would cost data it only names, with the statement.
class TablesWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
