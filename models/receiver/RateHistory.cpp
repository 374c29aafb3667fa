#include "models/receiver/RateHistory.h"

#include <algorithm>

namespace spanglass {

namespace {
constexpr std::uint64_t NanosPerSecond = 1'000'000'000;
}

void RateHistory::add(UnixNanos now, std::uint64_t total) {
    moveTo(now.value / NanosPerSecond);
    // What came before the first look has no time of its own.
    const std::uint64_t before = m_hasTotal ? (total < m_total ? 0 : m_total) : total;
    m_buckets[m_second % Seconds] += total - before;
    m_total = total;
    m_hasTotal = true;
}

std::array<std::uint64_t, RateHistory::Seconds> RateHistory::perSecond(UnixNanos now) const {
    RateHistory moved = *this;
    moved.moveTo(now.value / NanosPerSecond);
    std::array<std::uint64_t, Seconds> values{};
    for (std::uint64_t i = 0; i < Seconds; ++i)
        values[i] = moved.m_buckets[(moved.m_second + 1 + i) % Seconds];
    return values;
}

void RateHistory::moveTo(std::uint64_t second) {
    if (second <= m_second) // the clock was set back: go on counting in the newest second
        return;
    const std::uint64_t steps = std::min<std::uint64_t>(second - m_second, Seconds);
    for (std::uint64_t i = 0; i < steps; ++i)
        m_buckets[(second - i) % Seconds] = 0;
    m_second = second;
}

} // namespace spanglass
