#pragma once

#include "services/core/SetupReport.h"
#include "services/diagnostics/Outcome.h"

#include <functional>

namespace spanglass {

/// How a check says what a step of the setup found.
struct StepWords {
    QString fine; ///< a sentence for each ending
    QString failed;
    QString button; ///< on what applies the step
};

/// Which findings of the step are the check's; all by default.
using FindingFilter = std::function<bool(const SetupFinding&)>;

/// Judges a part of a step's report: what is missing has failed, with applying the step as the way out; what could not
/// be found out could not be looked at.
Outcome outcomeOf(const Result<SetupStepReport>& report, const StepWords& words, const FindingFilter& filter = {});

/// A failure that says nothing about what was asked for.
bool keepsFromLooking(ErrorCode code);

} // namespace spanglass
