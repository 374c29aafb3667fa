#pragma once

#include "services/core/Nanos.h"

#include <array>

namespace spanglass {

/// A count's increase per second over the last minute, from totals that are reported now and then.
class RateHistory {
public:
    static constexpr int Seconds = 60;

    /// A total that went down means a new run: the increase starts from zero.
    void add(UnixNanos now, std::uint64_t total);
    /// One value a second, oldest first; the last one is the second that is still running.
    std::array<std::uint64_t, Seconds> perSecond(UnixNanos now) const;

private:
    void moveTo(std::uint64_t second);

    std::array<std::uint64_t, Seconds> m_buckets{};
    std::uint64_t m_second = 0; ///< of the newest bucket, seconds since 1970
    std::uint64_t m_total = 0;
    bool m_hasTotal = false;
};

} // namespace spanglass
