#include "services/replay/TargetPace.h"

#include "services/replay/TargetLimits.h"

namespace spanglass {

TargetPace::Moment TargetPace::take(Moment now, std::uint64_t traces, std::uint64_t bytes) {
    const std::scoped_lock lock(m_mutex);
    const Moment ready = m_pacer.readyAt(now, traces, bytes);
    if (ready <= now)
        m_pacer.sent(now, traces, bytes);
    return ready;
}

void TargetPace::answered(Moment now, const ExportAnswer& answer) {
    const std::scoped_lock lock(m_mutex);
    m_pacer.answered(now, answer);
}

void TargetPace::keepTo(PaceLimits limits) {
    const std::scoped_lock lock(m_mutex);
    m_pacer.keepTo(limits);
}

std::shared_ptr<TargetPace> TargetPaces::of(const ReplayPlan& plan) {
    const PaceLimits limits = limitsInForce(plan);
    const std::scoped_lock lock(m_mutex);
    std::weak_ptr<TargetPace>& kept = m_paces[plan.target.key()];
    std::shared_ptr<TargetPace> pace = kept.lock();
    if (pace)
        pace->keepTo(limits);
    else
        kept = pace = std::make_shared<TargetPace>(limits);
    return pace;
}

} // namespace spanglass
