#pragma once

#include "services/core/Error.h"
#include "services/core/Nanos.h"
#include "services/core/ReplayPlan.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace spanglass {

enum class ForwardState : std::uint8_t {
    Off, ///< what was kept for a target is told all the same
    Running, ///< sends, or waits for something to send
    Waiting, ///< the target is away or wants less: tries again by itself
    Stopped, ///< by a failure that needs the user: sign-in, address, table; goes on when started again
    Draining, ///< sends what waits, then is Off
};

/// What passing on stands at, at most ten times a second.
struct ForwardStatus {
    ForwardState state = ForwardState::Off;
    ReplayTarget target = {};
    std::uint64_t waitingRequests = 0; ///< kept in the store until they are sent
    std::uint64_t waitingSpans = 0;
    std::uint64_t waitingBytes = 0;
    Nanos delay = {}; ///< age of the oldest that waits
    std::uint64_t sentRequests = 0; ///< since it was set up
    std::uint64_t sentSpans = 0;
    std::uint64_t refusedRequests = 0; ///< by the target, for good: they can be replayed
    std::uint64_t rejectedSpans = 0;
    std::uint64_t skippedRequests = 0; ///< of signals that the target does not take, or sent by a replay before
    std::uint64_t repeatedRequests = 0; ///< sent once more after a cut connection: the target may have them twice
    std::uint64_t lostRequests
        = 0; ///< deleted from the store, for its size or by the user, before they could be sent, in this run
    double spansPerSecond = 0; ///< over the last five seconds
    QString note = {}; ///< what it waits for
    std::optional<Error> problem = {}; ///< the last failure, while it lasts
    QString replayId = {}; ///< under which the ledger keeps it
};

enum class ForwardStop : std::uint8_t {
    Drain, ///< what waits is sent first
    Keep, ///< what waits stays queued for the next start to the same target
    Drop, ///< what waits is not sent; it stays in the store
};

/// Passing on what the receiver takes. Every request that was acknowledged to its sender waits in the store until the
/// target has taken it; those of one connection keep their order. Lives in the GUI thread; signals come there.
class ForwardControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on, and what waits for this target from before. Survives the end of the program: what waits is sent
    /// when the store is opened again.
    virtual QFuture<Result<>> start(ReplayTarget target, TargetHeaders headers) = 0;
    /// Also of what was kept, while it is Off, and of what could not be started.
    virtual void stop(ForwardStop how) = 0;
    virtual ForwardStatus status() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace spanglass
