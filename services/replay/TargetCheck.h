#pragma once

#include "services/core/ReplayReport.h"
#include "services/replay/exporters/Exporters.h"

#include <functional>

namespace spanglass {

/// Looks at a target as far as that goes without sending anything of what was captured: its address, the sign-in, the
/// table with its columns and grants, the experiment, the file's folder; and, last, whether its endpoint answers a
/// request with nothing in it. Changes nothing. Blocks for as long as the network takes; for worker threads. What could
/// not be looked at because of an earlier failure is left out; `isCancelled` ends it with what there is.
QList<ReplayFinding> checkTarget(
    const ReplayTarget& target, const ExporterPorts& ports, const std::function<bool()>& isCancelled);

} // namespace spanglass
