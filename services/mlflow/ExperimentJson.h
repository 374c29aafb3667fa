#pragma once

#include "services/auth/ApiReading.h"
#include "services/core/Experiment.h"

namespace spanglass {

/// One experiment as the REST API 2.0 sends it.
Experiment readExperiment(const Json& object);

} // namespace spanglass
