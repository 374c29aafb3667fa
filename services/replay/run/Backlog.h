#pragma once

#include "services/replay/run/ParcelReader.h"

#include <chrono>
#include <deque>

namespace spanglass {

/// What a run sends next: parcels in their order, read some way ahead so that memory stays the same however many there
/// are, with those in front that are to be tried again. One thread.
class Backlog {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// The parcels up to `last`.
    Backlog(Ledger& ledger, ParcelReader& reader, JobNumber job, std::int64_t last);

    /// Reads ahead. Gives those that cannot be sent.
    Result<std::vector<ParcelReader::Loaded>> fill();
    /// The next one that may go now; null when there is none.
    const HeldParcel* next(Moment now) const;
    /// next(), out of the backlog.
    HeldParcel take(Moment now);
    /// To be tried again, not before this moment.
    void putBack(HeldParcel held, Moment notBefore);
    /// New ones in the ledger, to be sent next.
    void putFirst(const std::vector<LedgerParcel>& parcels);

    /// Whether nothing is left, read or not.
    bool isEmpty() const;
    /// When the first that waits may go.
    std::optional<Moment> nextRetry() const;
    std::size_t retries() const { return m_retries.size(); }

private:
    struct Retry {
        HeldParcel held;
        Moment notBefore;
    };
    Result<> findMore();

    Ledger& m_ledger;
    ParcelReader& m_reader;
    const JobNumber m_job;
    const std::int64_t m_last;
    std::int64_t m_seen = 0; ///< parcels up to this number have been looked at
    std::deque<LedgerParcel> m_found; ///< not read yet
    std::deque<HeldParcel> m_ready;
    std::uint64_t m_readyBytes = 0;
    std::vector<Retry> m_retries; ///< by notBefore
};

} // namespace spanglass
