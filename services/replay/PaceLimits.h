#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace spanglass {

/// What a target lets through; 0: nothing is known to be in the way.
struct PaceLimits {
    double tracesPerSecond = 0;
    std::uint64_t bytesPerSecond = 0;

    /// Of those that a request brings when it is put together: a tenth of a second's, so that they come evenly.
    std::uint64_t tracesAtOnce() const {
        return tracesPerSecond > 0 ? std::max(static_cast<std::uint64_t>(tracesPerSecond / 10), std::uint64_t{1})
                                   : std::numeric_limits<std::uint64_t>::max();
    }

    bool operator==(const PaceLimits&) const = default;
};

} // namespace spanglass
