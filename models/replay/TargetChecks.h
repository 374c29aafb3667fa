#pragma once

#include "services/core/ReplayPlan.h"

namespace spanglass {

/// What is still missing or wrong about a target, in one sentence that names the field; empty when it can be sent to.
/// Looks at no network; at the file system only for the folder of a file.
QString targetProblem(const ReplayTarget& target, const TargetHeaders& headers);
/// Whether a host's name or address is loopback.
bool isOnThisComputer(const QString& host);
/// The same of changes on the way.
QString editsProblem(const ReplayEdits& edits);
/// The parts of "catalog.schema.table", backticks taken off; empty when these are not three.
QStringList tableParts(const QString& fullName);
/// The table for another signal that stands beside a table of spans by the documented names: `signal` is "logs" or
/// "metrics". Empty when the name does not tell.
QString companionTable(const QString& spansTable, QLatin1StringView signal);

} // namespace spanglass
