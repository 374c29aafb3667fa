#pragma once

#include "services/core/Nanos.h"

#include <vector>

namespace spanglass {

/// A stretch of time in nanoseconds since the trace's start; half open.
struct TimeWindow {
    std::int64_t from = 0;
    std::int64_t to = 1;

    bool operator==(const TimeWindow&) const = default;
    std::int64_t length() const { return to - from; }
};

/// Which part of the trace's time is shown, and where on the screen: time to pixel and back, zoom, pan, and the way
/// back. Never shows less than ten nanoseconds nor anything beyond the bounds.
class TimeAxis {
public:
    /// How a change enters the history: moves of one kind in a row count as one.
    enum class Move : std::uint8_t { Jump, Zoom, Pan };

    static constexpr std::int64_t MinLength = 10;

    /// Shows everything when everything was shown before; keeps the window otherwise.
    void setBounds(TimeWindow bounds);
    /// The trace's start moved: adds `shift` to every time kept.
    void rebase(std::int64_t shift);
    /// Pixels of the drawing area, and those kept free at both of its ends.
    void setWidth(double width, double margin = 0);

    TimeWindow bounds() const { return m_bounds; }
    TimeWindow window() const { return m_window; }
    bool showsAll() const { return m_window == m_bounds; }
    double width() const { return m_width; }

    double xOf(std::int64_t time) const;
    std::int64_t timeAt(double x) const;
    double pixels(std::int64_t length) const { return static_cast<double>(length) * scale(); }
    double nanosPerPixel() const { return 1 / scale(); }

    void show(TimeWindow window, Move move = Move::Jump);
    void fit() { show(m_bounds); }
    /// `factor` below one shows less. What is at `x` stays there.
    void zoom(double factor, double x);
    void zoomAtCenter(double factor) { zoom(factor, m_width / 2); }
    /// Moves the window by this many pixels to later times.
    void pan(double pixels);

    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }
    void goBack();
    void goForward();
    void clearHistory();

private:
    double scale() const;
    TimeWindow clamped(TimeWindow window) const;

    TimeWindow m_bounds;
    TimeWindow m_window;
    double m_width = 1;
    double m_margin = 0;
    Move m_lastMove = Move::Jump;
    std::vector<TimeWindow> m_back;
    std::vector<TimeWindow> m_forward;
};

} // namespace spanglass
