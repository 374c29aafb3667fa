#include "services/auth/SmallFile.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxSize = 1 << 20;

} // namespace

Result<QByteArray> readSmallFile(const QString& path) {
    QFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!file.exists())
        return failure(ErrorCode::NotFound, u"%1 does not exist"_s.arg(shown), u"Check the path."_s);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotAllowed, u"%1 cannot be read: %2"_s.arg(shown, file.errorString()),
            u"Check what it is and who may read it."_s);
    QByteArray bytes = file.read(MaxSize + 1);
    if (bytes.size() > MaxSize)
        return failure(ErrorCode::LimitHit, u"%1 is larger than 1 MiB"_s.arg(shown), u"That is no such file."_s);
    return bytes;
}

Result<> writePrivateFile(const QString& path, const QByteArray& bytes) {
    const auto refused = [&](const QString& why) {
        return failure(ErrorCode::NotAllowed, u"%1 cannot be written: %2"_s.arg(QDir::toNativeSeparators(path), why),
            u"Check the rights of its folder and the room on the disk."_s);
    };
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(bytes);
    if (!file.commit())
        return refused(file.errorString());
    return {};
}

} // namespace spanglass
