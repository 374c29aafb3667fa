#pragma once

#include "services/core/ReplayReport.h"

#include <QByteArray>

namespace spanglass {

/// One JSON line, with its newline: what a replay came to. `arrival`: when it was checked.
QByteArray replaySummary(const ReplayStatus& status, const std::optional<ArrivalReport>& arrival);

/// One JSON line: what a replay would come to, and how its target stands.
QByteArray dryRunSummary(const ReplayPlan& plan, const ReplayEstimate& estimate, const QList<ReplayFinding>& findings);

/// How far a replay is, for one line on a terminal.
QString replayProgress(const ReplayStatus& status);

} // namespace spanglass
