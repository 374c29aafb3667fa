#include "services/auth/CliProcess.h"

#include "services/auth/AuthThread.h"
#include "services/auth/WhenDone.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxOutput = 1 << 20;
constexpr qsizetype MaxErrors = 64 << 10;

/// One run; deletes itself when the process has ended.
class CliRun final : public QProcess {
public:
    CliRun(QObject* parent, Promised<CliOutcome> promise)
        : QProcess(parent)
        , m_promise(std::move(promise)) {
        setStandardInputFile(nullDevice());
        connect(this, &QProcess::readyReadStandardOutput, this, &CliRun::read);
        connect(this, &QProcess::readyReadStandardError, this, &CliRun::read);
        connect(this, &QProcess::finished, this, [this](int exitStatus, ExitStatus how) {
            read();
            if (m_outcome.end == CliOutcome::End::Exited && how == CrashExit)
                m_outcome.end = CliOutcome::End::Crashed;
            m_outcome.exitStatus = exitStatus;
            finish();
        });
        connect(this, &QProcess::errorOccurred, this, [this](ProcessError error) {
            if (error != FailedToStart)
                return; // finished() follows
            m_outcome.end = CliOutcome::End::NotStarted;
            m_outcome.errors = errorString().toUtf8();
            finish();
        });
    }

    void stop(CliOutcome::End why) {
        m_outcome.end = why;
        kill();
    }

private:
    void read() {
        m_outcome.output += readAllStandardOutput();
        m_outcome.errors += readAllStandardError();
        m_outcome.errors.truncate(MaxErrors);
        if (m_outcome.output.size() > MaxOutput) {
            m_outcome.output.clear();
            stop(CliOutcome::End::Crashed);
        }
    }

    void finish() {
        m_promise.give(m_outcome);
        deleteLater();
    }

    const Promised<CliOutcome> m_promise;
    CliOutcome m_outcome;
};

} // namespace

QFuture<CliOutcome> runCli(
    AuthThread& thread, const QString& program, const QStringList& arguments, std::chrono::milliseconds timeLimit) {
    const Promised<CliOutcome> promise;
    auto* run = new CliRun(thread.context(), promise);
    QTimer::singleShot(timeLimit, run, [run] { run->stop(CliOutcome::End::TimedOut); });
    auto* cancelled = new QFutureWatcher<CliOutcome>(run);
    QObject::connect(cancelled, &QFutureWatcherBase::canceled, run, &QProcess::kill);
    cancelled->setFuture(promise.future());
    run->start(program, arguments);
    return promise.future();
}

QString findDatabricksCli(const QString& configured) {
    if (!configured.isEmpty()) {
        const QFileInfo file(configured.startsWith("~/"_L1) ? QDir::homePath() + configured.mid(1) : configured);
        return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
    }
    if (const QString onPath = QStandardPaths::findExecutable(u"databricks"_s); !onPath.isEmpty())
        return onPath;
    return QStandardPaths::findExecutable(u"databricks"_s,
        {u"/opt/homebrew/bin"_s, u"/usr/local/bin"_s, u"/home/linuxbrew/.linuxbrew/bin"_s,
            QDir::homePath() + u"/.local/bin"_s, QDir::homePath() + u"/bin"_s});
}

} // namespace spanglass
