#pragma once

#include "services/setup/StepWork.h"

namespace spanglass {

/// The catalog and the schema: there, able to hold trace tables, and open to us for making them.
class SchemaWork final : public StepWork {
public:
    StepView look(const SetupPlan& plan, SetupSession& session) const override;
};

} // namespace spanglass
