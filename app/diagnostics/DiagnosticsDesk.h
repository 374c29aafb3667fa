#pragma once

#include "app/diagnostics/DiagnosticsParts.h"
#include "app/diagnostics/KeptRuns.h"
#include "services/core/DiagnosisControl.h"
#include "services/diagnostics/Check.h"

#include <QThreadPool>

#include <atomic>

namespace spanglass {

/// Diagnostics in the window's process. GUI thread; the runs are on threads of their own.
class DiagnosticsDesk final : public DiagnosisControl {
    Q_OBJECT
public:
    /// What the parts refer to must outlive this.
    explicit DiagnosticsDesk(DiagnosticsParts parts, QObject* parent = nullptr);
    ~DiagnosticsDesk() override; ///< gives up what is under way, and waits for its end

    QList<CheckInfo> checks() const override;
    QFuture<DiagnosisReport> run(DiagnosisSubject subject, QStringList ids) override;
    QList<DiagnosisReport> earlier(const QString& connectionId) const override;
    DiagnosisSubject lastSubject() const override;
    QFuture<TraceWay> follow(DiagnosisSubject subject, QString traceId) override;
    QFuture<QList<RunningProgram>> programs() override;
    QList<DiagnosisFile> preview(const DiagnosisReport& report) const override;
    QFuture<Result<>> write(DiagnosisReport report, QString file) override;
    QFuture<Result<QString>> mend(ConfigRemedy remedy) override;

private:
    void keep(const DiagnosisReport& report);

    const DiagnosticsParts m_parts;
    const CheckList m_checks;
    std::optional<DiagnosisSubject> m_last;
    KeptRuns m_kept;
    std::atomic<bool> m_stopping = false;
    QThreadPool m_pool; ///< last: what it runs uses the rest
};

} // namespace spanglass
