#pragma once

#include "services/setup/SetupSession.h"

#include <QDate>
#include <QStringList>

namespace spanglass {

/// What the documents say about where trace tables can be had; no API tells it. Of resources/setup/trace-tables.json.
struct Availability {
    QDate date; ///< of the documents
    QStringList regions; ///< cloud regions that were named
    QStringList previews; ///< that have to be switched on in the workspace

    static Availability documented();
};

/// The newest form of trace tables that the workspace has; nothing when it could not be asked. Assumed: that asking
/// REST 5.0 for a location that is not there tells (not found, or ENDPOINT_NOT_FOUND).
std::optional<TraceTableForm> newestForm(SetupSession& session);

} // namespace spanglass
