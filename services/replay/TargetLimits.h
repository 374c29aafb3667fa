#pragma once

#include "services/core/ReplayPlan.h"

#include <QDate>

namespace spanglass {

/// What a kind of target publishes about how much it takes.
struct TargetLimits {
    double tracesPerSecond = 0; ///< of a workspace; 0: none published
    std::uint64_t bytesPerSecond = 0; ///< of a table; 0: none published
    QDate read; ///< when it was read; limits change
    QString source; ///< one sentence: where it stands and what else is known
};

/// From resources/limits, which has a file for each kind that publishes any.
TargetLimits targetLimits(TargetKind kind);

} // namespace spanglass
