#include "services/setup/steps/CollectorWork.h"
#include "services/setup/steps/ExperimentWork.h"
#include "services/setup/steps/GrantsWork.h"
#include "services/setup/steps/LocationWork.h"
#include "services/setup/steps/MonitoringWork.h"
#include "services/setup/steps/SchemaWork.h"
#include "services/setup/steps/SignInWork.h"
#include "services/setup/steps/TablesWork.h"
#include "services/setup/steps/WarehouseWork.h"

namespace spanglass {

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
    case SetupStep::Monitoring:
        return std::make_unique<MonitoringWork>();
    case SetupStep::Collector:
        return std::make_unique<CollectorWork>();
    }
    Q_UNREACHABLE();
}

} // namespace spanglass
