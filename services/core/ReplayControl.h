#pragma once

#include "services/core/ReplayReport.h"

#include <QFuture>
#include <QObject>

namespace spanglass {

/// What is done with requests that are uncertain, or spans that did not arrive.
enum class ReplayMending : std::uint8_t {
    SendUncertain, ///< uncertain requests are sent again
    TakeUncertain, ///< they count as taken
    SendMissing, ///< the spans that the last arrival check missed are sent, and nothing else
    SendRefused, ///< refused requests are tried again
};

/// Replaying captured spans as the window and the verb see it. Lives in the GUI thread; signals come there. Futures can
/// be cancelled; their progress text says what is being done. The ledger is in the store and outlives the program.
class ReplayControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Of the store, the latest first.
    virtual QFuture<Result<QList<CaptureSession>>> sessions() = 0;
    virtual QFuture<Result<ReplayEstimate>> estimate(ReplayPlan plan) = 0;
    /// Checks the target without sending: address, sign-in, table and its columns, grants, as far as the target has
    /// them.
    virtual QFuture<Result<QList<ReplayFinding>>> dryRun(ReplayPlan plan, TargetHeaders headers) = 0;

    /// Gives the id of the replay, which then runs.
    virtual QFuture<Result<QString>> start(ReplayPlan plan, TargetHeaders headers) = 0;
    /// Requests under way end first.
    virtual void pause(const QString& id) = 0;
    /// Also after an interruption or a stop, but not after cancelling. `headers` when their values are not kept: those
    /// given before are in the keychain, if there is one.
    virtual QFuture<Result<>> resume(QString id, TargetHeaders headers = {}) = 0;
    /// For good. What was taken stays taken.
    virtual void cancel(const QString& id) = 0;
    /// Takes an ended replay out of the list. That the target took its spans stays known.
    virtual QFuture<Result<>> remove(QString id) = 0;

    /// Asks the target's table or server which of the spans are there. NotFound for targets that cannot be asked.
    virtual QFuture<Result<ArrivalReport>> checkArrival(QString id) = 0;
    /// What it sends leaves at once, and besides it what waited, unless the replay was cancelled. `headers` as above.
    virtual QFuture<Result<>> mend(QString id, ReplayMending how, TargetHeaders headers = {}) = 0;

    /// All replays, the latest first.
    virtual QList<ReplayStatus> replays() const = 0;
    /// What the ledger has of one, in the order of sending. `state`: only those.
    virtual QFuture<Result<QList<ReplayEntry>>> entries(
        QString id, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit)
        = 0;
    /// Everything the ledger has of one, as JSON lines: a summary, then a line for each request,
    /// each attempt, each trace that was sent under a new id, and each span that the last arrival check missed.
    virtual QFuture<Result<>> exportResult(QString id, QString file) = 0;
    /// What such targets publish; of most nothing.
    virtual TargetLimits limits(TargetKind kind) const = 0;
    /// Whether arrival can be checked there.
    virtual bool canCheckArrival(const ReplayTarget& target) const = 0;

Q_SIGNALS:
    void changed(); ///< of what replays() gives, at most ten times a second
};

} // namespace spanglass
