#include "app/Paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace spanglass {

using namespace Qt::StringLiterals;

void nameProgram() {
    QCoreApplication::setApplicationName(u"spanglass"_s);
    QCoreApplication::setApplicationVersion(u"" SPANGLASS_VERSION ""_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
}

QString defaultStoreFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/spanglass.duckdb"_s;
}

QString stateFolder() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/state"_s;
    QDir().mkpath(folder);
    return folder;
}

} // namespace spanglass
