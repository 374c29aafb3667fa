#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// Who we are: the cheapest proof that the connection works. Changes nothing; signing in is the connection's.
class SignInWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
