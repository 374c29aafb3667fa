#pragma once

#include <cstdint>

namespace spanglass {

/// What a target lets through; 0: nothing is known to be in the way.
struct PaceLimits {
    double tracesPerSecond = 0;
    std::uint64_t bytesPerSecond = 0;

    bool operator==(const PaceLimits&) const = default;
};

} // namespace spanglass
