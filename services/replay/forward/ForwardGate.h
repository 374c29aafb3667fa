#pragma once

#include "services/replay/Exporter.h"

#include <chrono>
#include <random>

namespace spanglass {

/// When a target may be sent to again, and how many requests at once: it is left alone for as long as it asks, or
/// longer each time it fails, up to a minute. One thread.
class ForwardGate {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit ForwardGate(int mostAtOnce)
        : m_most(mostAtOnce)
        , m_atOnce(mostAtOnce) { }

    /// Of one parcel, by its outcome.
    void answered(const ExportAnswer& answer, Moment now);
    bool isOpen(Moment now) const { return now >= m_opens; }
    Moment opens() const { return m_opens; }
    int atOnce() const { return m_atOnce; }
    bool isFailing() const { return m_failures > 0; }

private:
    const int m_most;
    int m_atOnce;
    int m_failures = 0; ///< in a row
    int m_taken = 0; ///< since the target wanted less
    Moment m_opens{};
    std::minstd_rand m_random{std::random_device()()};
};

} // namespace spanglass
