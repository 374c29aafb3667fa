#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace spanglass {

/// The rate of a growing total over the last five seconds. Not synchronised; the clock is the caller's.
class RateMeter {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Notes the total at `now` and returns the rate per second.
    double update(Time now, std::uint64_t total);

private:
    struct Sample {
        Time time;
        std::uint64_t total = 0;
    };
    std::deque<Sample> m_samples;
};

} // namespace spanglass
