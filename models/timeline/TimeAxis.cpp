#include "models/timeline/TimeAxis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spanglass {

namespace {

constexpr std::size_t HistoryLimit = 100;

/// Doubles hold 53 bits: casting a rounded time beyond the range would be undefined.
std::int64_t rounded(double time) {
    constexpr double Limit = 9.2e18;
    return static_cast<std::int64_t>(std::llround(std::clamp(time, -Limit, Limit)));
}

} // namespace

void TimeAxis::setBounds(TimeWindow bounds) {
    const bool all = showsAll();
    bounds.to = std::max(bounds.to, bounds.from + MinLength);
    m_bounds = bounds;
    m_window = all ? bounds : clamped(m_window);
}

void TimeAxis::rebase(std::int64_t shift) {
    const auto move = [shift](TimeWindow& window) { window = {window.from + shift, window.to + shift}; };
    move(m_bounds);
    move(m_window);
    std::ranges::for_each(m_back, move);
    std::ranges::for_each(m_forward, move);
}

void TimeAxis::setWidth(double width, double margin) {
    m_width = std::max(width, 1.0);
    m_margin = std::min(margin, m_width / 4);
}

double TimeAxis::scale() const { return (m_width - 2 * m_margin) / static_cast<double>(m_window.length()); }

double TimeAxis::xOf(std::int64_t time) const {
    return m_margin + (static_cast<double>(time) - static_cast<double>(m_window.from)) * scale();
}

std::int64_t TimeAxis::timeAt(double x) const { return m_window.from + rounded((x - m_margin) / scale()); }

TimeWindow TimeAxis::clamped(TimeWindow window) const {
    const std::int64_t length = std::clamp(window.length(), MinLength, m_bounds.length());
    const std::int64_t from = std::clamp(window.from, m_bounds.from, m_bounds.to - length);
    return {from, from + length};
}

void TimeAxis::show(TimeWindow window, Move move) {
    if (window.length() < MinLength) { // too narrow: widened around its middle
        window.from += window.length() / 2 - MinLength / 2;
        window.to = window.from + MinLength;
    }
    window = clamped(window);
    if (window == m_window)
        return;
    if (move == Move::Jump || move != m_lastMove || m_back.empty() || !m_forward.empty()) {
        if (m_back.size() == HistoryLimit)
            m_back.erase(m_back.begin());
        m_back.push_back(m_window);
    }
    m_forward.clear();
    m_lastMove = move;
    m_window = window;
}

void TimeAxis::zoom(double factor, double x) {
    const double length = static_cast<double>(m_window.length());
    const double wanted
        = std::clamp(length * factor, static_cast<double>(MinLength), static_cast<double>(m_bounds.length()));
    const double share = std::clamp((x - m_margin) / std::max(m_width - 2 * m_margin, 1.0), 0.0, 1.0);
    const std::int64_t from = m_window.from + rounded((length - wanted) * share);
    show({from, from + rounded(wanted)}, Move::Zoom);
}

void TimeAxis::pan(double pixels) {
    const double wanted = pixels / scale();
    const std::int64_t shift = rounded(std::clamp(
        wanted, static_cast<double>(m_bounds.from - m_window.from), static_cast<double>(m_bounds.to - m_window.to)));
    show({m_window.from + shift, m_window.to + shift}, Move::Pan);
}

void TimeAxis::goBack() {
    if (m_back.empty())
        return;
    m_forward.push_back(std::exchange(m_window, clamped(m_back.back())));
    m_back.pop_back();
    m_lastMove = Move::Jump;
}

void TimeAxis::goForward() {
    if (m_forward.empty())
        return;
    m_back.push_back(std::exchange(m_window, clamped(m_forward.back())));
    m_forward.pop_back();
    m_lastMove = Move::Jump;
}

void TimeAxis::clearHistory() {
    m_back.clear();
    m_forward.clear();
    m_lastMove = Move::Jump;
}

} // namespace spanglass
