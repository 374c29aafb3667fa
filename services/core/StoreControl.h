#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"
#include "services/core/Nanos.h"
#include "services/core/TraceFeed.h"

#include <QFuture>

#include <cstdint>
#include <optional>
#include <vector>

namespace spanglass {

/// Oldest whole traces go first. An unset limit is off.
struct Retention {
    std::optional<std::uint64_t> maxBytes = 2ull << 30;
    std::optional<Nanos> maxAge = Nanos{30ll * 24 * 3600 * 1'000'000'000};

    bool operator==(const Retention&) const = default;
};

struct StoreStatus {
    /// What a store needs by itself, a few traces included: a smaller size limit counts as this one.
    static constexpr std::uint64_t LeastLimit = 8u << 20;

    QString file;
    std::uint64_t bytes = 0; ///< on disk in use, write-ahead log included
    std::uint64_t spans = 0;
    std::uint64_t traces = 0;
    std::uint64_t logs = 0;
    std::uint64_t metricPoints = 0;
    std::uint64_t requests = 0;
    Retention retention;
    std::uint64_t tracesRemoved = 0; ///< by retention, since the program started
    /// Requests that still waited to be passed on and had to go for the size limit, since the program started.
    std::uint64_t waitingRemoved = 0;
    std::optional<Error> problem; ///< why nothing can be written at the moment
    std::optional<Error>
        upkeepProblem; ///< why old traces are not removed, or their space not given back; writing goes on
};

/// What the window may do to a store besides reading it. Lives in the GUI thread; signals come there.
class StoreControl : public TraceFeed {
    Q_OBJECT
public:
    using TraceFeed::TraceFeed;

    virtual StoreStatus status() const = 0;
    virtual void setRetention(const Retention& retention) = 0;
    /// Gives how many traces went.
    virtual QFuture<Result<std::uint64_t>> deleteTraces(std::vector<TraceId> traces) = 0;
    virtual QFuture<Result<>> clear() = 0;

Q_SIGNALS:
    void statusChanged();
};

} // namespace spanglass
