#include "models/workspace/KnownTables.h"

#include "models/workspace/RecentPlaces.h"
#include "models/workspace/WorkspaceMemory.h"

namespace spanglass {

QStringList knownTables(QSettings& settings, const QString& connectionId) {
    QStringList out;
    const RecentPlaces recent(settings);
    for (const RecentPlace& place : recent.all()) {
        if (place.request.connectionId == connectionId)
            out << place.request.spansTable;
    }
    out << WorkspaceMemory(settings).choice(connectionId).spansTable;
    for (QString& table : out)
        table.remove(u'`');
    out.removeAll(QString());
    out.removeDuplicates();
    return out;
}

} // namespace spanglass
