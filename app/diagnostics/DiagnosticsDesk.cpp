#include "app/diagnostics/DiagnosticsDesk.h"

#include "app/diagnostics/FollowPorts.h"
#include "services/auth/WhenDone.h"
#include "services/diagnostics/AllChecks.h"
#include "services/diagnostics/CheckRun.h"
#include "services/diagnostics/app/config/ConfigEdit.h"
#include "services/diagnostics/app/config/ProcessVariables.h"
#include "services/diagnostics/report/DiagnosisFiles.h"
#include "services/diagnostics/report/Samples.h"

#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

DiagnosticsDesk::DiagnosticsDesk(DiagnosticsParts parts, QObject* parent)
    : DiagnosisControl(parent)
    , m_parts(std::move(parts))
    , m_checks(allChecks())
    , m_kept(m_parts.folder.isEmpty() ? QString() : m_parts.folder + u"/diagnoses"_s) { }

DiagnosticsDesk::~DiagnosticsDesk() {
    m_stopping = true;
    m_pool.waitForDone();
}

QList<CheckInfo> DiagnosticsDesk::checks() const {
    QList<CheckInfo> out;
    for (const Check& each : m_checks)
        out.append(each.info);
    return out;
}

QFuture<DiagnosisReport> DiagnosticsDesk::run(DiagnosisSubject subject, QStringList ids) {
    m_last = subject;
    return QtConcurrent::run(
        &m_pool, [this, subject, ids, ports = portsFor(m_parts, subject)](QPromise<DiagnosisReport>& promise) {
            const auto isCancelled = [&] { return m_stopping || promise.isCanceled(); };
            std::mutex saying;
            int said = 0;
            const auto say = [&](const QString& doing) {
                const std::scoped_lock lock(saying);
                promise.setProgressValueAndText(++said, doing);
            };
            CheckRun checks(m_checks, subject, ids);
            DiagnosisReport report = checks.run(
                ports, isCancelled, [&](const DiagnosisReport& now) { promise.addResult(now); }, say);
            if (ports.store && !isCancelled()) {
                report.samples = sampleSpans(*ports.store, isCancelled);
                promise.addResult(report);
            }
            if (isCancelled())
                promise.future().cancel();
            else if (ids.isEmpty())
                QMetaObject::invokeMethod(
                    this, [this, report] { keep(report); }, Qt::QueuedConnection);
        });
}

void DiagnosticsDesk::keep(const DiagnosisReport& report) {
    if (const auto kept = m_kept.keep(report); !kept)
        qWarning("%s", qPrintable(kept.error().oneLine()));
    Q_EMIT earlierChanged();
}

QList<DiagnosisReport> DiagnosticsDesk::earlier(const QString& connectionId) const { return m_kept.of(connectionId); }

DiagnosisSubject DiagnosticsDesk::lastSubject() const {
    if (m_last)
        return *m_last;
    if (const auto kept = m_kept.lastSubject())
        return *kept;
    DiagnosisSubject subject;
    if (const auto draft = m_parts.draft()) {
        subject.connectionId = draft->connectionId;
        subject.plan = *draft;
    }
    return subject;
}

QFuture<TraceWay> DiagnosticsDesk::follow(DiagnosisSubject subject, QString traceId) {
    const auto trace = TraceId::fromText(traceId);
    if (!trace)
        return readyFuture(TraceWay{traceId, {}, u"This is no trace id; one has up to 32 hexadecimal digits."_s});
    return QtConcurrent::run(
        &m_pool, [this, subject, trace = *trace, ports = portsFor(m_parts, subject)](QPromise<TraceWay>& promise) {
            const auto isCancelled = [&] { return m_stopping || promise.isCanceled(); };
            CheckContext context(subject, ports, isCancelled, [](const QString&) {});
            followTrace(trace, followPorts(context, trace), [&](const TraceWay& now) { promise.addResult(now); });
            if (isCancelled())
                promise.future().cancel();
        });
}

QFuture<QList<RunningProgram>> DiagnosticsDesk::programs() {
    return QtConcurrent::run(&m_pool, [this](QPromise<QList<RunningProgram>>& promise) {
        promise.addResult(runningPrograms([&] { return m_stopping || promise.isCanceled(); }));
    });
}

QList<DiagnosisFile> DiagnosticsDesk::preview(const DiagnosisReport& report) const {
    return diagnosisFiles(report, programName(), Scrubber());
}

QFuture<Result<>> DiagnosticsDesk::write(DiagnosisReport report, QString file) {
    return QtConcurrent::run(&m_pool, [report = std::move(report), file = std::move(file)] {
        return writeDiagnosis(diagnosisFiles(report, programName(), Scrubber()), report.started, file);
    });
}

QFuture<Result<QString>> DiagnosticsDesk::mend(ConfigRemedy remedy) {
    return QtConcurrent::run(&m_pool, [remedy = std::move(remedy)] { return mendConfig(remedy); });
}

} // namespace spanglass
