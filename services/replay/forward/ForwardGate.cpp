#include "services/replay/forward/ForwardGate.h"

#include <algorithm>

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto FirstWait = 500ms;
constexpr auto MostWait = 60s;
constexpr int MostDoublings = 7;
constexpr int TakenForOneMore = 50;

} // namespace

void ForwardGate::answered(const ExportAnswer& answer, Moment now) {
    if (answer.outcome == ExportOutcome::Taken) {
        m_failures = 0;
        if (m_atOnce < m_most && ++m_taken >= TakenForOneMore) {
            ++m_atOnce;
            m_taken = 0;
        }
        return;
    }
    if (answer.outcome != ExportOutcome::Later && answer.outcome != ExportOutcome::Uncertain)
        return;
    if (answer.wantsLess) {
        m_atOnce = std::max(1, m_atOnce / 2);
        m_taken = 0;
    }
    // Others that were under way with it tell the same, not worse.
    if (m_failures > 0 && now < m_opens && !answer.wait)
        return;
    auto wait = std::min<std::chrono::nanoseconds>(FirstWait * (1 << std::min(m_failures, MostDoublings)), MostWait);
    // Up to a quarter more, so that many who wait do not come at once.
    wait += wait / 4 * static_cast<int>(m_random() % 16) / 16;
    if (answer.wait)
        wait = std::chrono::nanoseconds(answer.wait->value);
    ++m_failures;
    m_opens = std::max(m_opens, now + std::chrono::duration_cast<Moment::duration>(wait));
}

} // namespace spanglass
