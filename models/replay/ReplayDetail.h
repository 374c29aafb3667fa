#pragma once

#include "models/workspace/Step.h"
#include "services/core/ReplayControl.h"

namespace spanglass {

/// One replay of the list with what can be done about it, one thing at a time. What it learned stays while another one
/// is looked at. GUI thread.
class ReplayDetail final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this.
    ReplayDetail(ReplayControl& control, const ReplayStatus& status, QObject* parent = nullptr);

    void setStatus(const ReplayStatus& status);
    const ReplayStatus& status() const { return m_status; }

    bool canPause() const;
    bool canResume() const;
    bool canCancel() const;
    bool canRemove() const;
    bool canCheckArrival() const; ///< of this target, at any time
    /// Whether nothing is being done that has to end first.
    bool isFree() const { return !m_acting.isPending(); }
    /// "Removing it", while that goes on.
    const QString& doing() const { return m_doing; }
    const std::optional<Error>& problem() const { return m_problem; }
    void forgetProblem();

    void pause() { m_control.pause(m_status.id); }
    void resume(const TargetHeaders& headers = {});
    /// Once more what wanted the headers.
    void goOnWith(const TargetHeaders& headers);
    void cancel() { m_control.cancel(m_status.id); }
    void remove();
    void mend(ReplayMending how, const TargetHeaders& headers = {});
    void exportResult(const QString& file);
    void stopActing() { m_acting.cancel(); }

    void checkArrival();
    void cancelCheck() { m_arrival.cancel(); }
    const Step<ArrivalReport>& arrival() const { return m_arrival; }
    /// The first few requests that may have been taken.
    const QList<ReplayEntry>& uncertain() const { return m_uncertain; }
    bool isBusy() const { return !isFree() || m_arrival.isBusy() || m_naming.isPending(); }

Q_SIGNALS:
    void changed();
    void removed();
    void exported(const QString& file);
    /// Values of these headers are not kept: goOnWith() wants them.
    void headersNeeded(const QStringList& names);

private:
    void act(const QString& doing, const QFuture<Result<>>& future, std::function<void()> then = {});
    void nameUncertain();

    ReplayControl& m_control;
    ReplayStatus m_status;
    Awaited<void> m_acting;
    QString m_doing;
    std::optional<ReplayMending> m_mending; ///< what was asked for last, rather than to resume
    std::optional<Error> m_problem;
    Step<ArrivalReport> m_arrival;
    Awaited<QList<ReplayEntry>> m_naming;
    QList<ReplayEntry> m_uncertain;
    std::uint64_t m_named = 0; ///< uncertain requests when they were last named
};

} // namespace spanglass
