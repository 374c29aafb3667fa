#include "services/replay/run/PlanningTurn.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto LookEvery = 20ms;

} // namespace

PlanningTurn::PlanningTurn(Ledger& ledger, std::function<bool()> unwanted)
    : m_ledger(ledger)
    , m_unwanted(std::move(unwanted))
    , m_turn(ledger.connection().decisions(), std::defer_lock) {
    while (!m_turn.try_lock_for(LookEvery)) {
        if (m_unwanted())
            return;
    }
    m_watch = std::thread([this] { watch(); });
}

PlanningTurn::~PlanningTurn() {
    if (!m_watch.joinable())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
    }
    m_changed.notify_one();
    m_watch.join();
}

Result<> PlanningTurn::begun() const {
    return m_turn.owns_lock() ? Result<>() : failure(ErrorCode::Cancelled, u"The replay was cancelled."_s);
}

void PlanningTurn::watch() {
    std::unique_lock lock(m_mutex);
    // Again and again: what is interrupted between two statements does not end the second.
    while (!m_changed.wait_for(lock, LookEvery, [this] { return m_over; })) {
        if (m_unwanted())
            m_ledger.interrupt();
    }
}

} // namespace spanglass
