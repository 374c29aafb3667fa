// The one file that reads Linux's /proc. On other systems the folders do not exist, and the owner stays unknown.
#include "services/net/PortOwner.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Socket inodes that listen on `port`. proc(5): fields are local address, remote address, state, ..., inode (tenth).
QSet<QByteArray> listeningInodes(quint16 port) {
    QSet<QByteArray> inodes;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    for (const auto& table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file(table);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto lines = file.readAll().split('\n');
        for (const QByteArray& line : lines) {
            const auto fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields[1].endsWith(wanted) && fields[3] == "0A")
                inodes.insert(fields[9]);
        }
    }
    return inodes;
}

bool holdsSocket(const QString& process, const QSet<QByteArray>& inodes) {
    const QDir descriptors(process + u"/fd"_s);
    const auto entries = descriptors.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QString& entry : entries) {
        const QByteArray target = QFile::symLinkTarget(descriptors.filePath(entry)).toLocal8Bit();
        const auto at = target.indexOf("socket:[");
        if (at >= 0 && inodes.contains(target.mid(at + 8).chopped(1)))
            return true;
    }
    return false;
}

} // namespace

std::optional<PortOwner> portOwner(quint16 port) {
    const auto inodes = listeningInodes(port);
    if (inodes.isEmpty())
        return std::nullopt;
    const QDir processes(u"/proc"_s);
    const auto names = processes.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        if (!isNumber || !holdsSocket(processes.filePath(name), inodes))
            continue;
        QFile program(processes.filePath(name) + u"/comm"_s);
        if (!program.open(QIODevice::ReadOnly))
            continue;
        return PortOwner{pid, QString::fromLocal8Bit(program.readAll()).trimmed()};
    }
    return std::nullopt;
}

} // namespace spanglass
