#pragma once

#include "services/core/Nanos.h"

#include <QString>

#include <deque>

namespace spanglass {

/// The newest frames of a window: how long each took to paint, and how long after the one before it came. GUI thread.
class FrameTimes {
public:
    static constexpr std::size_t MostFrames = 240;
    /// A frame that comes later than this after another begins a new movement.
    static constexpr Nanos Pause{250'000'000};

    struct Frame {
        Nanos interval = {}; ///< since the frame before; 0 for the first of a movement
        Nanos painting = {};
    };

    /// `begun` and `ended` on a clock that never goes back.
    void add(Nanos begun, Nanos ended);

    const std::deque<Frame>& frames() const { return m_frames; }
    std::uint64_t total() const { return m_total; }
    /// Of the intervals within movements; 0 while there are none. `share` 0.5 is the median, 1 the longest.
    Nanos interval(double share) const { return quantile(&Frame::interval, share); }
    Nanos painting(double share) const { return quantile(&Frame::painting, share); }

private:
    Nanos quantile(Nanos Frame::*member, double share) const;

    std::deque<Frame> m_frames;
    Nanos m_last{-1}; ///< when the frame before began
    std::uint64_t m_total = 0;
};

/// "Paint to paint: typically 16.7 ms, 99 % within 18 ms, longest 31 ms. ..."
QString frameWords(const FrameTimes& times);

} // namespace spanglass
