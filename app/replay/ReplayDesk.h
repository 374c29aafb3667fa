#pragma once

#include "app/replay/LedgerThread.h"
#include "app/replay/TargetPorts.h"
#include "services/core/ReplayControl.h"
#include "services/replay/TargetPace.h"

#include <QTimer>

#include <map>

namespace spanglass {

class ReplayRun;

/// Replays in the process that holds the store. GUI thread.
class ReplayDesk final : public ReplayControl {
    Q_OBJECT
public:
    /// All must outlive this.
    ReplayDesk(Store& store, LedgerThread& ledger, TargetPorts ports, QObject* parent = nullptr);
    ~ReplayDesk() override; ///< waits shortly for what is under way; it can be resumed

    /// When the replays of earlier runs are known.
    QFuture<Result<>> ready();
    /// The target with the id of its connection, which may be named instead, and with what that says of its place.
    QFuture<Result<ReplayTarget>> placed(ReplayTarget target);

    QFuture<Result<QList<CaptureSession>>> sessions() override;
    QFuture<Result<ReplayEstimate>> estimate(ReplayPlan plan) override;
    QFuture<Result<QList<ReplayFinding>>> dryRun(ReplayPlan plan, TargetHeaders headers) override;
    QFuture<Result<QString>> start(ReplayPlan plan, TargetHeaders headers) override;
    void pause(const QString& id) override;
    QFuture<Result<>> resume(QString id, TargetHeaders headers = {}) override;
    void cancel(const QString& id) override;
    QFuture<Result<>> remove(QString id) override;
    QFuture<Result<ArrivalReport>> checkArrival(QString id) override;
    QFuture<Result<>> mend(QString id, ReplayMending how, TargetHeaders headers = {}) override;
    QList<ReplayStatus> replays() const override;
    QFuture<Result<QList<ReplayEntry>>> entries(
        QString id, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit) override;
    QFuture<Result<>> exportResult(QString id, QString file) override;
    bool canCheckArrival(const ReplayTarget& target) const override;
    TargetLimits limits(TargetKind kind) const override;

private:
    struct Known {
        LedgerJob job;
        ReplayStatus status;
        std::unique_ptr<ReplayRun> run; ///< while it goes on
        bool isChecked = false; ///< an arrival check is under way
    };
    struct Standing {
        LedgerJob job;
        LedgerTotals totals;
    };

    Result<Known*> find(const QString& id); ///< NotFound
    /// One with which nothing goes on; a paused run gives way. Otherwise also Busy.
    Result<Known*> findIdle(const QString& id);
    /// Busy while another replay has not finished the file.
    Result<> checkFile(const ReplayTarget& target) const;
    /// Under which values of headers are kept.
    static QString keyOf(const ReplayTarget& target);
    void forgetHeaders(const ReplayTarget& target);
    /// What its requests are sent with.
    QFuture<Result<TargetKeys>> keys(const ReplayTarget& target, TargetHeaders headers);
    /// Asks the store on a line of its own; cancelling the future ends the question.
    template <class T, class Work> QFuture<Result<T>> ask(Work work);
    /// Works on a replay that does not run, and shows how it stands then.
    template <class Work> QFuture<Result<>> change(const QString& id, Work work);
    void launch(JobNumber job, const TargetKeys& keys);
    Result<> goOn(const QString& id, const TargetKeys& keys);
    void take(const Standing& standing);
    void show(JobNumber job, const ReplayStatus& status);
    void announce();

    Store& m_store;
    LedgerThread& m_ledger;
    const TargetPorts m_ports;
    QFuture<Result<>> m_ready;
    const std::shared_ptr<TargetPaces> m_paces = std::make_shared<TargetPaces>();
    std::map<JobNumber, Known, std::greater<>> m_known;
    QTimer m_pause; ///< between two announcements
    QThreadPool m_pool;
};

} // namespace spanglass
