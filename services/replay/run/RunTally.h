#pragma once

#include "services/replay/ledger/LedgerValues.h"

#include <chrono>
#include <deque>

namespace spanglass {

/// Keeps count of a job's parcels as they change, and of how fast they go.
class RunTally {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// As the ledger has them when a run begins.
    void begin(const LedgerTotals& totals, Moment now);
    void move(const LedgerParcel& parcel, ParcelState from, ParcelState to);
    void taken(const LedgerParcel& parcel, std::uint64_t rejected);
    void split(const LedgerParcel& parcel, const std::vector<LedgerParcel>& parts);
    void addAttempt() { ++m_totals.attempts; }

    const LedgerTotals& totals() const { return m_totals; }
    /// Writes the counts, the rates of the last five seconds, and the time that is left at that rate.
    void describe(ReplayStatus& status, Moment now);

private:
    struct Sample {
        Moment at;
        std::uint64_t spans = 0;
        std::uint64_t bytes = 0;
    };

    LedgerTotals m_totals;
    std::deque<Sample> m_samples; ///< of what was taken, the oldest first
};

/// The counts as the ledger has them, for replays that do not run.
void describeTotals(const LedgerTotals& totals, ReplayStatus& status);

} // namespace spanglass
