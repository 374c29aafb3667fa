#pragma once

#include "services/replay/Exporter.h"
#include "services/replay/PaceLimits.h"

#include <chrono>

namespace spanglass {

/// Says when the next request may leave. Keeps within limits (token buckets of a tenth of a second), halves its rate
/// when the target asks for less, waits as long as the target says, and comes back slowly. One thread; the clock is the
/// caller's.
class Pacer {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit Pacer(PaceLimits limits);

    /// Also within these.
    void keepTo(PaceLimits limits);

    /// The moment from which on a request with so much in it may leave; `now` or earlier when it may at once.
    Moment readyAt(Moment now, std::uint64_t traces, std::uint64_t bytes) const;
    void sent(Moment now, std::uint64_t traces, std::uint64_t bytes);
    void answered(Moment now, const ExportAnswer& answer);

    /// The distance that is kept because the target asked for less; 0: none.
    std::chrono::nanoseconds gap() const { return m_gap; }

private:
    /// Of one limit. What was sent last may be more than the bucket holds; the next one then waits the longer.
    class Bucket {
    public:
        explicit Bucket(double perSecond)
            : m_perSecond(perSecond) { }
        void keepTo(double perSecond);
        Moment readyAt(Moment now) const;
        void take(Moment now, double amount);

    private:
        double m_perSecond; ///< 0: no limit
        Moment m_emptyUntil{};
    };

    Bucket m_traces;
    Bucket m_bytes;
    Moment m_lastSent{};
    std::chrono::nanoseconds m_interval{}; ///< mean of the last ones
    std::chrono::nanoseconds m_gap{};
    Moment m_notBefore{}; ///< as the target asked
    Moment m_changed{}; ///< of the gap
};

} // namespace spanglass
