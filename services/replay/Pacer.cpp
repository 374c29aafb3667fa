#include "services/replay/Pacer.h"

#include <algorithm>

namespace spanglass {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr nanoseconds Burst = 100ms; ///< of what may be sent in that time, at once after a pause
constexpr nanoseconds LeastGap = 10ms; ///< once the target has asked for less
constexpr nanoseconds MostGap = 30s;
constexpr nanoseconds Unnoticed = 1ms;
constexpr nanoseconds HalveAtMostEvery = 500ms; ///< answers to what was under way at once count as one
constexpr nanoseconds RecoverEvery = 1s;

nanoseconds seconds(double value) { return nanoseconds(static_cast<std::int64_t>(value * 1e9)); }

} // namespace

Pacer::Moment Pacer::Bucket::readyAt(Moment now) const { return m_perSecond > 0 ? std::max(now, m_emptyUntil) : now; }

void Pacer::Bucket::take(Moment now, double amount) {
    if (m_perSecond > 0)
        m_emptyUntil = std::max(m_emptyUntil, now - Burst) + seconds(amount / m_perSecond);
}

void Pacer::Bucket::keepTo(double perSecond) {
    if (perSecond > 0)
        m_perSecond = m_perSecond > 0 ? std::min(m_perSecond, perSecond) : perSecond;
}

void Pacer::keepTo(PaceLimits limits) {
    m_traces.keepTo(limits.tracesPerSecond);
    m_bytes.keepTo(static_cast<double>(limits.bytesPerSecond));
}

Pacer::Pacer(PaceLimits limits)
    : m_traces(limits.tracesPerSecond)
    , m_bytes(static_cast<double>(limits.bytesPerSecond)) { }

Pacer::Moment Pacer::readyAt(Moment now, std::uint64_t traces, std::uint64_t bytes) const {
    Moment ready = std::max(now, m_notBefore);
    if (m_gap > 0ns)
        ready = std::max(ready, m_lastSent + m_gap);
    if (traces > 0)
        ready = std::max(ready, m_traces.readyAt(now));
    if (bytes > 0)
        ready = std::max(ready, m_bytes.readyAt(now));
    return ready;
}

void Pacer::sent(Moment now, std::uint64_t traces, std::uint64_t bytes) {
    m_traces.take(now, static_cast<double>(traces));
    m_bytes.take(now, static_cast<double>(bytes));
    if (m_lastSent != Moment()) {
        const nanoseconds since = std::min<nanoseconds>(now - m_lastSent, 1s);
        m_interval = m_interval == 0ns ? since : (7 * m_interval + since) / 8;
    }
    m_lastSent = now;
}

void Pacer::answered(Moment now, const ExportAnswer& answer) {
    if (answer.wait)
        m_notBefore = std::max(m_notBefore, now + nanoseconds(answer.wait->value));
    if (answer.wantsLess) {
        if (m_gap > 0ns && now < m_changed + HalveAtMostEvery)
            return;
        m_gap = std::clamp(2 * std::max(m_gap, m_interval), LeastGap, MostGap);
        m_changed = now;
    } else if (answer.outcome == ExportOutcome::Taken && m_gap > 0ns && now >= m_changed + RecoverEvery) {
        m_gap = m_gap * 4 / 5;
        m_changed = now;
        if (m_gap < Unnoticed)
            m_gap = 0ns;
    }
}

} // namespace spanglass
