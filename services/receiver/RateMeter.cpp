#include "services/receiver/RateMeter.h"

namespace spanglass {

using namespace std::chrono_literals;

namespace {
constexpr auto MaxGap = 1s;
}

double RateMeter::update(Time now, std::uint64_t total) {
    if (m_samples.empty())
        m_samples.push_back({now - MaxGap, 0});
    else if (now - m_samples.back().time > MaxGap)
        m_samples = {Sample{now - MaxGap, m_samples.back().total}}; // nobody looks while nothing moves
    m_samples.push_back({now, total});
    while (m_samples.size() > 2 && now - m_samples[1].time >= 5s)
        m_samples.pop_front();
    const std::chrono::duration<double> span = now - m_samples.front().time;
    return span.count() > 0 ? static_cast<double>(total - m_samples.front().total) / span.count() : 0;
}

} // namespace spanglass
