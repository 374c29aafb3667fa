#pragma once

#include "services/replay/ledger/Ledger.h"

#include <condition_variable>
#include <thread>

namespace spanglass {

/// The turn of one replay to find out what it has to send: one at a time in a store, so that no two choose the same
/// spans. While it lasts, what the ledger does is ended once it is not wanted any more.
class PlanningTurn {
public:
    /// Waits until it is free, or `unwanted`, which any thread may call.
    PlanningTurn(Ledger& ledger, std::function<bool()> unwanted);
    ~PlanningTurn();
    PlanningTurn(const PlanningTurn&) = delete;
    PlanningTurn& operator=(const PlanningTurn&) = delete;

    /// Cancelled when it was not wanted any more before it was free.
    Result<> begun() const;

private:
    void watch();

    Ledger& m_ledger;
    const std::function<bool()> m_unwanted;
    std::unique_lock<std::timed_mutex> m_turn;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_over = false;
    std::thread m_watch;
};

} // namespace spanglass
