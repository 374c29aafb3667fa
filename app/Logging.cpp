#include "app/Logging.h"

#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 RotateAt = 1 << 20; // bytes a file may have when a run starts
constexpr qint64 MostBytes = 8 << 20; // a run that says more than this is not recorded further
constexpr int KeptFiles = 3;
constexpr qsizetype MostCharacters = 2000;

struct Log {
    QMutex mutex;
    QFile file;
};

Log& log() {
    static Log instance;
    return instance;
}

QLatin1StringView levelName(QtMsgType type) {
    switch (type) {
    case QtDebugMsg:
        return QLatin1StringView("debug");
    case QtInfoMsg:
        return QLatin1StringView("info");
    case QtWarningMsg:
        return QLatin1StringView("warning");
    case QtCriticalMsg:
        return QLatin1StringView("error");
    case QtFatalMsg:
        break;
    }
    return QLatin1StringView("fatal");
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const QString category = QLatin1StringView(context.category ? context.category : "default");
    const QString text = u"%1: %2: %3\n"_s.arg(levelName(type), category, cleanForLog(message));
    const QMutexLocker lock(&log().mutex);
    // Qt's own warnings are for its developers; they stay in the file.
    const bool own = category.startsWith("spanglass"_L1);
    if (type == QtCriticalMsg || type == QtFatalMsg || (type == QtWarningMsg && own)) {
        const QByteArray bytes = "spanglass: " + text.toUtf8();
        std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    }
    QFile& file = log().file;
    if (file.isOpen() && file.size() < MostBytes) {
        file.write(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + text.toUtf8());
        file.flush();
    }
}

void rotate(const QString& path) {
    if (QFile(path).size() < RotateAt)
        return;
    QFile::remove(path + u'.' + QString::number(KeptFiles));
    for (int i = KeptFiles - 1; i >= 1; --i)
        QFile::rename(path + u'.' + QString::number(i), path + u'.' + QString::number(i + 1));
    QFile::rename(path, path + u".1"_s);
}

} // namespace

void startLogging(const QString& folder) {
    const QString path = folder + u"/spanglass.log"_s;
    rotate(path);
    log().file.setFileName(path);
    log().file.open(QIODevice::WriteOnly | QIODevice::Append);
    QLoggingCategory::setFilterRules(u"spanglass.*.debug=false"_s);
    qInstallMessageHandler(handle);
}

QString logFile() { return log().file.fileName(); }

QString cleanForLog(const QString& message) {
    static const QRegularExpression token(u"(bearer|basic|token|authorization)([\\s:=]+)(?!bearer|basic)\\S+"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString clean = message.left(MostCharacters);
    clean.replace(u'\n', u' ');
    return clean.replace(token, u"\\1\\2***"_s);
}

} // namespace spanglass
