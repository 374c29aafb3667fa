#pragma once

#include "models/replay/TargetChoice.h"
#include "services/core/ReplayControl.h"
#include "services/core/TraceFiles.h"

namespace spanglass {

/// Where what is to be replayed is chosen from.
enum class ReplaySource : quint8 { Traces, Filter, Session, File, Everything };

/// A replay before it is started: what, where to, how; what it comes to is asked again whenever that changes. GUI
/// thread.
class ReplayDraft final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    ReplayDraft(ReplayControl& control, TraceFiles& files, TargetChoice& target, QObject* parent = nullptr);

    /// Anew, as captured and as fast as allowed. The target stays. With traces, a filter or a time these are what is
    /// sent, else everything.
    void begin(const ReplaySelection& selection = {});

    ReplaySource source() const { return m_source; }
    void setSource(ReplaySource source);
    /// Those that begin() was given; none: they cannot be the source.
    const std::vector<TraceId>& traces() const { return m_traces; }
    /// `problem`: why the filter cannot be read; empty when it can.
    void setFilter(const QString& filter, const TimeRange& range, const QString& problem);
    const QString& filter() const { return m_filter; }
    const TimeRange& range() const { return m_range; }
    void chooseSession(const CaptureSession& session);
    const std::optional<CaptureSession>& session() const { return m_session; }
    /// Reads a trace file into the store, then takes what came of it.
    void importFile(const QString& file);
    void cancelImport() { m_import.cancel(); }
    const QString& file() const { return m_file; }
    const Step<ImportReport>& import() const { return m_import; }

    TargetChoice& target() { return m_target; }
    /// What such targets publish about how much they take.
    TargetLimits limits() const { return m_control.limits(m_target.target().kind); }
    /// Options: everything of a plan but selection's source and the target.
    const ReplayPlan& options() const { return m_options; }
    void setOptions(const ReplayPlan& options);

    ReplayPlan plan() const;
    /// What keeps it from being started, in one sentence; empty when nothing does.
    QString problem() const;
    /// The same of what is to be sent alone.
    QString selectionProblem() const;

    const Step<QList<CaptureSession>>& sessions() const { return m_sessions; }
    void listSessions();
    const Step<ReplayEstimate>& estimate() const { return m_estimate; }
    void estimateAgain();
    const Step<QList<ReplayFinding>>& findings() const { return m_findings; }
    void dryRun();
    void cancelDryRun() { m_findings.cancel(); }
    const Step<QString>& starting() const { return m_starting; }
    void start();
    void cancelStart() { m_starting.cancel(); }
    bool isBusy() const;

Q_SIGNALS:
    void changed();
    void started(const QString& id);

private:
    void edited();
    void takeImport(const ImportReport& report);
    void takeSessions(const QList<CaptureSession>& sessions);
    ReplaySelection selection() const;

    ReplayControl& m_control;
    TraceFiles& m_files;
    TargetChoice& m_target;
    ReplaySource m_source = ReplaySource::Everything;
    std::vector<TraceId> m_traces;
    QString m_filter;
    QString m_filterProblem;
    TimeRange m_range;
    std::optional<CaptureSession> m_session;
    QString m_file;
    std::optional<CaptureSession> m_fileSession;
    std::vector<TraceId> m_fileTraces;
    ReplayPlan m_options;
    std::optional<ReplayPlan> m_seen; ///< the plan that estimate and findings are about
    QTimer m_pause;
    Step<QList<CaptureSession>> m_sessions;
    Step<ImportReport> m_import;
    Step<ReplayEstimate> m_estimate;
    Step<QList<ReplayFinding>> m_findings;
    Step<QString> m_starting;
};

} // namespace spanglass
