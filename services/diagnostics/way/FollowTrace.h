#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/ForwardControl.h"
#include "services/core/SqlWarehouse.h"

#include <functional>

namespace spanglass {

/// Whom following a trace asks. The functions block and are called on the thread that follows.
struct WayPorts {
    std::shared_ptr<SqlWarehouse> store = {}; ///< the local one; null without
    std::optional<ForwardStatus> forward = {}; ///< unset where nothing is passed on
    QString spansTable = {}; ///< full name; empty: none is known
    std::shared_ptr<SqlWarehouse> warehouse = {}; ///< which reads it; null: none can be asked
    std::optional<Error> problem = {}; ///< why the workspace cannot be asked
    /// Whether the experiment's own trace search finds the trace that began then; unset: there is no experiment.
    std::function<Result<bool>(UnixNanos start)> search = {};
    std::function<bool()> isCancelled = [] { return false; };
};

/// Looks where a trace got to, station by station. `tell` hears of each that was looked at. Blocks; worker thread.
TraceWay followTrace(TraceId trace, const WayPorts& ports, const std::function<void(const TraceWay&)>& tell);

/// Where it stopped, and why where that is known, in one sentence.
QString wayVerdict(const QList<WayStop>& stops);

} // namespace spanglass
