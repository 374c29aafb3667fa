#include "app/Logging.h"

#include "services/auth/Redaction.h"

#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>
#include <deque>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 RotateAt = 1 << 20; // bytes a file may have when a run starts
constexpr qint64 MostBytes = 8 << 20; // a run that says more than this is not recorded further
constexpr int KeptFiles = 3;
constexpr qsizetype MostCharacters = 2000;
constexpr std::size_t RememberedMessages = 5000;

struct Log {
    QMutex mutex;
    QFile file;
    std::deque<LogMessage> newest;
    quint64 count = 0;
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

LogLevel levelOf(QtMsgType type) {
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

/// The mutex is held.
void remember(LogMessage message) {
    message.number = ++log().count;
    log().newest.push_back(std::move(message));
    if (log().newest.size() > RememberedMessages)
        log().newest.pop_front();
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const QString category = QLatin1StringView(context.category ? context.category : "default");
    const QString clean = cleanForLog(message);
    const QString text = u"%1: %2: %3\n"_s.arg(levelName(type), category, clean);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QMutexLocker lock(&log().mutex);
    remember({0, now, levelOf(type), category, clean});
    // Qt's own warnings are for its developers; they stay in the file.
    const bool own = category.startsWith("spanglass"_L1);
    if (type == QtCriticalMsg || type == QtFatalMsg || (type == QtWarningMsg && own)) {
        const QByteArray bytes = "spanglass: " + text.toUtf8();
        std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    }
    QFile& file = log().file;
    if (file.isOpen() && file.size() < MostBytes) {
        file.write(now.toString(Qt::ISODateWithMs).toLatin1() + ' ' + text.toUtf8());
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

QList<LogMessage> loggedMessages() {
    const QMutexLocker lock(&log().mutex);
    return QList<LogMessage>(log().newest.begin(), log().newest.end());
}

quint64 loggedMessageCount() {
    const QMutexLocker lock(&log().mutex);
    return log().count;
}

QString cleanForLog(const QString& message) {
    static const QRegularExpression token(u"(bearer|basic|token|authorization)([\\s:=]+)(?!bearer|basic)\\S+"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString clean = message.left(MostCharacters);
    clean.replace(u'\n', u' ');
    return redacted(clean.replace(token, u"\\1\\2***"_s), {}, MostCharacters);
}

} // namespace spanglass
