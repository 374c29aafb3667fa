#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The collector app that takes spans from programs without rights in Unity Catalog (seed 002): its secret, itself,
/// what it may read, its deployment, the rights of its service principal, and its address. Its code is not made here:
/// it has to lie in the folder that the plan names.
class CollectorWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
