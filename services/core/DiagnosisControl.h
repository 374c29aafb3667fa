#pragma once

#include "services/core/Diagnosis.h"

#include <QFuture>
#include <QObject>

namespace spanglass {

/// A program that runs on this computer, as far as choosing one needs.
struct RunningProgram {
    qint64 process = 0;
    QString name;
    QString command; ///< cut; tokens masked
    bool hasTelemetry = false; ///< its environment names OTEL_, MLFLOW_ or DATABRICKS_ variables
};

/// A report as it would be written.
struct DiagnosisFile {
    QString name; ///< within the archive: "report.md", "checks.json"
    QByteArray content;
};

/// Diagnostics as the window sees them. Lives in the GUI thread; signals come there. Futures can be cancelled, and end
/// within 200 ms then.
class DiagnosisControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// All checks there are, in the order of the way.
    virtual QList<CheckInfo> checks() const = 0;
    /// Runs those with these ids (all when empty) and what they need to have looked at before. Each further result
    /// takes the place of the one before; the last one is complete. Checks that send run only when the subject asks.
    virtual QFuture<DiagnosisReport> run(DiagnosisSubject subject, QStringList ids = {}) = 0;
    /// The runs kept on disk for this connection, the latest first; without secrets.
    virtual QList<DiagnosisReport> earlier(const QString& connectionId) const = 0;
    /// The subject that was last asked for, to begin with; from the draft of a setup where there is none.
    virtual DiagnosisSubject lastSubject() const = 0;

    /// Each further result takes the place of the one before.
    virtual QFuture<TraceWay> follow(DiagnosisSubject subject, QString traceId) = 0;

    /// Those of this user, with telemetry first. Empty where the system does not tell.
    virtual QFuture<QList<RunningProgram>> programs() = 0;

    /// The files of a report, exactly as write() puts them: redacted, without message contents.
    virtual QList<DiagnosisFile> preview(const DiagnosisReport& report) const = 0;
    /// Markdown, HTML or zip, by the ending of `file`.
    virtual QFuture<Result<>> write(DiagnosisReport report, QString file) = 0;
    /// Writes a mended configuration, keeping the file as it was beside it. Gives that one's name.
    virtual QFuture<Result<QString>> mend(ConfigRemedy remedy) = 0;

Q_SIGNALS:
    void earlierChanged();
};

} // namespace spanglass
