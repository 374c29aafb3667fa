#include "app/diagnostics/DiagnosticsDesk.h"

#include "services/auth/WhenDone.h"
#include "services/diagnostics/AllChecks.h"
#include "services/diagnostics/CheckRun.h"
#include "services/diagnostics/app/config/ConfigEdit.h"
#include "services/diagnostics/app/config/ProcessVariables.h"

#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

DiagnosticsDesk::DiagnosticsDesk(DiagnosticsParts parts, QObject* parent)
    : DiagnosisControl(parent)
    , m_parts(std::move(parts))
    , m_checks(allChecks()) { }

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
            const DiagnosisReport report = checks.run(
                ports, isCancelled, [&](const DiagnosisReport& now) { promise.addResult(now); }, say);
            if (isCancelled())
                promise.future().cancel();
            else if (ids.isEmpty())
                QMetaObject::invokeMethod(
                    this, [this, report] { keep(report); }, Qt::QueuedConnection);
        });
}

void DiagnosticsDesk::keep(const DiagnosisReport& report) {
    m_kept.prepend(report);
    Q_EMIT earlierChanged();
}

QList<DiagnosisReport> DiagnosticsDesk::earlier(const QString& connectionId) const {
    QList<DiagnosisReport> out;
    for (const DiagnosisReport& each : m_kept)
        if (each.subject.connectionId == connectionId)
            out.append(each);
    return out;
}

DiagnosisSubject DiagnosticsDesk::lastSubject() const {
    if (m_last)
        return *m_last;
    DiagnosisSubject subject;
    if (const auto draft = m_parts.draft()) {
        subject.connectionId = draft->connectionId;
        subject.plan = *draft;
    }
    return subject;
}

QFuture<TraceWay> DiagnosticsDesk::follow(DiagnosisSubject, QString traceId) {
    return readyFuture(TraceWay{traceId, {}, u"The way of a trace cannot be followed here yet."_s});
}

QFuture<QList<RunningProgram>> DiagnosticsDesk::programs() {
    return QtConcurrent::run(&m_pool, [this](QPromise<QList<RunningProgram>>& promise) {
        promise.addResult(runningPrograms([&] { return m_stopping || promise.isCanceled(); }));
    });
}

QList<DiagnosisFile> DiagnosticsDesk::preview(const DiagnosisReport&) const { return {}; }

QFuture<Result<>> DiagnosticsDesk::write(DiagnosisReport, QString) {
    return readyFuture(Result<>(failure(ErrorCode::Bug, u"Reports cannot be written here yet."_s)));
}

QFuture<Result<QString>> DiagnosticsDesk::mend(ConfigRemedy remedy) {
    return QtConcurrent::run(&m_pool, [remedy = std::move(remedy)] { return mendConfig(remedy); });
}

} // namespace spanglass
