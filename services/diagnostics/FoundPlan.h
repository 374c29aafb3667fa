#pragma once

#include "services/core/SetupPlan.h"

namespace spanglass {

class CheckContext;

/// What a subject leaves open, found out: where the experiment's traces go, which form a table's name is of, and a SQL
/// warehouse that runs. What cannot be found out stays empty. Blocks; reads only.
SetupPlan foundPlan(CheckContext& context);

} // namespace spanglass
