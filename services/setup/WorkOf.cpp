#include "services/setup/steps/ExperimentStep.h"
#include "services/setup/steps/SchemaStep.h"
#include "services/setup/steps/SignInStep.h"
#include "services/setup/steps/WarehouseStep.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Of a step that this program does not do.
class NoWork final : public StepWork {
public:
    explicit NoWork(SetupStep step)
        : m_step(step) { }
    StepView look(const SetupPlan& plan, SetupSession&) const override {
        return std::move(StepView(m_step, plan).leaveOpen(u"This step cannot be looked at."_s));
    }

private:
    const SetupStep m_step;
};

} // namespace

std::unique_ptr<StepWork> workOf(SetupStep step) {
    switch (step) {
    case SetupStep::SignIn:
        return std::make_unique<SignInStep>();
    case SetupStep::Warehouse:
        return std::make_unique<WarehouseStep>();
    case SetupStep::Experiment:
        return std::make_unique<ExperimentStep>();
    case SetupStep::Schema:
        return std::make_unique<SchemaStep>();
    default:
        return std::make_unique<NoWork>(step);
    }
}

} // namespace spanglass
