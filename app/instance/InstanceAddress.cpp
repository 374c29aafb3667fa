#include "app/instance/InstanceAddress.h"

#include "app/Paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSocketPath = 100; // sun_path has 104 bytes on macOS, 108 on Linux

QString canonical(const QString& file) {
    const QFileInfo info(file);
    if (info.exists())
        return info.canonicalFilePath();
    const QString folder = info.dir().canonicalPath();
    return folder.isEmpty() ? QDir::cleanPath(info.absoluteFilePath()) : folder + u'/' + info.fileName();
}

#ifndef Q_OS_WIN
/// Makes the folder when it is missing. Only its owner can change its permissions, so afterwards it is this user's.
bool isPrivate(const QString& folder) {
    return QDir().mkpath(folder)
        && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}
#endif

} // namespace

QString instanceAddress(const QString& storeFile) {
    const QByteArray hash = QCryptographicHash::hash(canonical(storeFile).toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString name = u"spanglass-"_s + QString::fromLatin1(hash.left(24));
#ifndef Q_OS_WIN
    // A folder that only this user can enter: nobody else can then take the name first. The run-time folder of the
    // session will not do, since a terminal, a timer and a desktop session of one user need not agree on it.
    const QString user = QString::fromLatin1(
        QCryptographicHash::hash(QDir::homePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(8));
    for (const QString& folder :
        {QString(stateFolder() + u"/run"_s), QString(QDir::tempPath() + u"/spanglass-"_s + user)}) {
        const QString path = folder + u'/' + name;
        if (path.toUtf8().size() <= MaxSocketPath && isPrivate(folder))
            return path;
    }
#endif
    return name;
}

} // namespace spanglass
