#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The SQL warehouse: there, of a kind that answers us, running, and usable, which one statement proves.
class WarehouseWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
