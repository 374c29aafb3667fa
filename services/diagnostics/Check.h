#pragma once

#include "services/core/Diagnosis.h"

#include <functional>
#include <vector>

namespace spanglass {

class CheckContext;

/// One question about the way of a span.
struct Check {
    CheckInfo info;
    /// Ids of the checks without whose answers this one cannot look. When one of them failed or could not look itself,
    /// this one is not asked.
    QStringList needs;
    /// Looks; never guesses. Worker thread, beside other checks; blocks, and ends early when the run is cancelled. What
    /// is found out is kept by the context, never by the check. Id and times of the result are filled in by the run.
    std::function<CheckResult(CheckContext&)> look;
};

/// In the order of the way.
using CheckList = std::vector<Check>;

} // namespace spanglass
