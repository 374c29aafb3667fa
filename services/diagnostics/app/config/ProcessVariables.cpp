// The one file of this room that reads Linux's /proc. On other systems the folder does not exist, and nothing is told.
#include "services/diagnostics/app/config/ProcessVariables.h"

#include "services/diagnostics/app/config/AppConfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <tuple>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxEnvironment = 1 << 20;
constexpr qint64 MaxCommand = 4096;
constexpr qsizetype MaxShown = 160;

QString folderOf(qint64 process) { return u"/proc/%1"_s.arg(process); }

/// proc(5): its status file belongs to the process's user, and names the real one first.
bool isOwn(qint64 process) {
    const QFileInfo self(u"/proc/self"_s);
    return self.exists() && QFileInfo(folderOf(process)).ownerId() == self.ownerId();
}

QByteArray beginOf(const QString& path, qint64 most) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

/// Command lines hold tokens too.
QString commandOf(qint64 process) {
    const QString text = QString::fromUtf8(beginOf(folderOf(process) + u"/cmdline"_s, MaxCommand))
                             .replace(QChar(u'\0'), u' ')
                             .trimmed();
    const QString shown = withoutSecrets(text, secretRanges(text, {})).simplified();
    return shown.size() > MaxShown ? shown.left(MaxShown) + u'…' : shown;
}

bool speaksOfTelemetry(const QByteArray& variables) {
    for (const QByteArray& variable : variables.split('\0'))
        if (namesTelemetry(QString::fromUtf8(variable.left(variable.indexOf('=')))))
            return true;
    return false;
}

} // namespace

Result<QByteArray> processVariables(qint64 process) {
    if (!QFileInfo::exists(folderOf(process)))
        return failure(ErrorCode::NotFound,
            u"Process %1 does not run, or this system does not tell of it"_s.arg(process),
            u"Choose a running program, or paste its configuration."_s);
    QFile file(folderOf(process) + u"/environ"_s);
    if (!isOwn(process) || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotAllowed, u"The environment of process %1 cannot be read"_s.arg(process),
            u"Only programs of your own user can be looked at; paste its configuration instead."_s);
    return file.read(MaxEnvironment);
}

QList<RunningProgram> runningPrograms(const std::function<bool()>& isCancelled) {
    QList<RunningProgram> out;
    const auto names = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        if (isCancelled && isCancelled())
            return {};
        bool isNumber = false;
        RunningProgram program;
        program.process = name.toLongLong(&isNumber);
        if (!isNumber || program.process == QCoreApplication::applicationPid() || !isOwn(program.process))
            continue;
        const QByteArray variables = beginOf(folderOf(program.process) + u"/environ"_s, MaxEnvironment);
        program.command = commandOf(program.process);
        if (program.command.isEmpty())
            continue; // the kernel's own
        program.name = QString::fromLocal8Bit(beginOf(folderOf(program.process) + u"/comm"_s, 64)).trimmed();
        program.hasTelemetry = speaksOfTelemetry(variables);
        out += program;
    }
    std::ranges::sort(out, [](const RunningProgram& a, const RunningProgram& b) {
        return std::tuple(!a.hasTelemetry, a.name.toLower(), a.process)
            < std::tuple(!b.hasTelemetry, b.name.toLower(), b.process);
    });
    return out;
}

} // namespace spanglass
