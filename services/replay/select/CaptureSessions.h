#pragma once

#include "services/core/ReplayReport.h"
#include "services/store/duckdb/Connection.h"

#include <QList>

namespace spanglass {

/// The capture sessions of a store, the latest first. A silence of more than 30 minutes ends one; each imported file is
/// one of its own, also when it came in between.
Result<QList<CaptureSession>> readCaptureSessions(duck::Connection& connection);

} // namespace spanglass
