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

} // namespace

QString instanceAddress(const QString& storeFile) {
    const QByteArray hash = QCryptographicHash::hash(canonical(storeFile).toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString name = u"spanglass-"_s + QString::fromLatin1(hash.left(24));
#ifndef Q_OS_WIN
    // A folder that only this user can enter: nobody else can then take the name first.
    QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (const QFileInfo info(folder); folder.isEmpty() || !info.isDir() || !info.isWritable())
        folder = stateFolder();
    const QString path = folder + u'/' + name;
    if (path.startsWith(u'/') && path.toUtf8().size() <= MaxSocketPath)
        return path;
#endif
    return name;
}

} // namespace spanglass
