#pragma once

#include "services/core/SetupReport.h"

namespace spanglass {

// What the verb prints; each line ended.

/// "experiment   done       The experiment /Shared/agents is there.", then what is not done with its remedy, cautions,
/// and the calls when they are asked for.
QString stepText(const SetupStepReport& report, bool withCalls);

/// A line for each hop.
QString proofText(const ProofReport& report);

} // namespace spanglass
