#pragma once

#include <QStringList>

class QSettings;

namespace spanglass {

/// Tables of spans of a connection that are known without asking, the latest first.
QStringList knownTables(QSettings& settings, const QString& connectionId);

} // namespace spanglass
