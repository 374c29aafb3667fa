#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The experiment, and the folder that it lies in.
class ExperimentWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
