#pragma once

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/way/FollowTrace.h"

namespace spanglass {

/// Whom following a trace asks about the subject of `context`, which must outlive it. Blocks while the workspace is
/// asked where its traces go; worker thread.
WayPorts followPorts(CheckContext& context, TraceId trace);

} // namespace spanglass
