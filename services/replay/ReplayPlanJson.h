#pragma once

#include "services/core/Error.h"
#include "services/core/ReplayPlan.h"

#include <QByteArray>

namespace spanglass {

/// A plan as the ledger keeps it. Holds no secrets.
QByteArray replayPlanToJson(const ReplayPlan& plan);

/// Of a plan's edits alone.
QByteArray replayEditsToJson(const ReplayEdits& edits);

/// What is absent is as in a new plan. Damaged when it cannot be read.
Result<ReplayPlan> replayPlanFromJson(const QByteArray& json);

} // namespace spanglass
