#include "app/Paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace spanglass {

using namespace Qt::StringLiterals;

void nameProgram() {
    QCoreApplication::setApplicationName(u"spanglass"_s);
    QCoreApplication::setApplicationVersion(u"" SPANGLASS_VERSION ""_s);
}

QString defaultStoreFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/spanglass.duckdb"_s;
}

QString settingsFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/spanglass.ini"_s;
}

QString connectionsFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/connections.json"_s;
}

QString stateFolder() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/state"_s;
    QDir().mkpath(folder);
    return folder;
}

} // namespace spanglass
