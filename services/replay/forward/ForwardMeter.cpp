#include "services/replay/forward/ForwardMeter.h"

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto Window = 5s;
constexpr auto Slice = 100ms;

} // namespace

void ForwardMeter::taken(std::uint64_t requests, std::uint64_t spans, std::uint64_t rejected, Moment now) {
    m_totals.sentRequests += requests;
    m_totals.sentSpans += spans;
    m_totals.rejectedSpans += rejected;
    m_recentSpans += spans;
    if (m_recent.empty() || now - m_recent.back().first >= Slice)
        m_recent.emplace_back(now, spans);
    else
        m_recent.back().second += spans;
}

void ForwardMeter::fill(ForwardStatus& status, Moment now) {
    while (!m_recent.empty() && now - m_recent.front().first >= Window) {
        m_recentSpans -= m_recent.front().second;
        m_recent.pop_front();
    }
    status.sentRequests = m_totals.sentRequests;
    status.sentSpans = m_totals.sentSpans;
    status.refusedRequests = m_totals.refusedRequests;
    status.rejectedSpans = m_totals.rejectedSpans;
    status.skippedRequests = m_totals.skippedRequests;
    status.repeatedRequests = m_totals.repeatedRequests;
    status.lostRequests = m_totals.lostRequests;
    status.spansPerSecond = static_cast<double>(m_recentSpans) / std::chrono::duration<double>(Window).count();
    m_next = now + Slice;
}

} // namespace spanglass
