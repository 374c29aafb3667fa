#pragma once

#include "services/core/Nanos.h"

#include <chrono>
#include <functional>

namespace spanglass {

/// The two clocks a store goes by; tests put their own in place.
struct StoreClock {
    std::function<UnixNanos()> wall = [] { return UnixNanos::now(); };
    std::function<std::chrono::steady_clock::time_point()> steady = [] { return std::chrono::steady_clock::now(); };
};

} // namespace spanglass
