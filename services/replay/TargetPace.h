#pragma once

#include "services/core/ReplayPlan.h"
#include "services/replay/Pacer.h"

#include <map>
#include <memory>
#include <mutex>

namespace spanglass {

/// The pace at which one target is sent to, by all runs that do. Any thread.
class TargetPace {
public:
    using Moment = Pacer::Moment;

    explicit TargetPace(PaceLimits limits)
        : m_pacer(limits) { }

    /// When a request with so much in it may leave; `now` or earlier: it leaves, and is counted.
    Moment take(Moment now, std::uint64_t traces, std::uint64_t bytes);
    void answered(Moment now, const ExportAnswer& answer);
    void keepTo(PaceLimits limits);

private:
    std::mutex m_mutex;
    Pacer m_pacer;
};

/// The paces of all targets to which something goes. Any thread.
class TargetPaces {
public:
    /// That of the plan's target, within the plan's limits too.
    std::shared_ptr<TargetPace> of(const ReplayPlan& plan);

private:
    std::mutex m_mutex;
    std::map<QString, std::weak_ptr<TargetPace>> m_paces; ///< by ReplayTarget::key
};

} // namespace spanglass
