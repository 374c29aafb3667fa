#include "services/setup/steps/ExperimentWork.h"
#include "services/setup/steps/GrantsWork.h"
#include "services/setup/steps/LocationWork.h"
#include "services/setup/steps/SchemaWork.h"
#include "services/setup/steps/SignInWork.h"
#include "services/setup/steps/TablesWork.h"
#include "services/setup/steps/WarehouseWork.h"

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
        return std::make_unique<SignInWork>();
    case SetupStep::Warehouse:
        return std::make_unique<WarehouseWork>();
    case SetupStep::Experiment:
        return std::make_unique<ExperimentWork>();
    case SetupStep::Schema:
        return std::make_unique<SchemaWork>();
    case SetupStep::Location:
        return std::make_unique<LocationWork>();
    case SetupStep::Tables:
        return std::make_unique<TablesWork>();
    case SetupStep::Grants:
        return std::make_unique<GrantsWork>();
    default:
        return std::make_unique<NoWork>(step);
    }
}

} // namespace spanglass
