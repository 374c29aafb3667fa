#pragma once

#include "services/diagnostics/Outcome.h"
#include "services/diagnostics/app/AppLook.h"

namespace spanglass {

/// The result of one check from what the rules found for it; `isFine` when they found nothing. The whole configuration
/// is offered with everything put right that these findings are about.
CheckResult outcomeOf(const AppConfig& config, const QList<AppFinding>& findings, const QString& isFine);

/// Those that belong to a check.
QList<AppFinding> findingsFor(const QList<AppFinding>& findings, const QString& check);

/// What is told of the settings with these keys, as evidence.
Outcome& seeSettings(Outcome& outcome, const AppConfig& config, const QStringList& keys);

} // namespace spanglass
