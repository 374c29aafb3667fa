#pragma once

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

} // namespace spanglass
