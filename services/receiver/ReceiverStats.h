#pragma once

#include "services/core/ReceiverControl.h"
#include "services/receiver/RateMeter.h"
#include "services/receiver/SenderTable.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace spanglass {

/// Counts what the receiver does. Any thread; one short lock a request.
class ReceiverStats {
public:
    struct Accepted {
        Signal signal = Signal::Traces;
        std::uint64_t items = 0;
        std::uint64_t wireBytes = 0; ///< the body as it came
        Nanos latency; ///< last byte to commit
        std::vector<SenderTable::Sighting> senders;
    };

    void accept(const Accepted& request);
    void refuse(Refusal refusal, std::string_view example, std::uint64_t count = 1);
    void refuse(const std::vector<RefusalNote>& notes);

    /// Fills the counters, rates, senders and refusals of `snapshot`. `now` may be any steady clock's, but one only.
    void fill(ReceiverSnapshot& snapshot, RateMeter::Time now);

    /// Grows with every change; equal values mean that nothing was counted in between.
    std::uint64_t revision() const { return m_revision.load(std::memory_order_relaxed); }

private:
    static constexpr std::size_t LatencyCount = 1000;

    void fillLatency(ReceiverSnapshot& snapshot) const;

    std::atomic<std::uint64_t> m_revision = 0;
    std::mutex m_mutex;
    ReceiverSnapshot m_counted; ///< of which only the counters are used
    SenderTable m_senders;
    RateMeter m_spanRate;
    RateMeter m_byteRate;
    std::vector<Nanos> m_latencies; ///< a ring of the last LatencyCount
    std::size_t m_nextLatency = 0;
};

} // namespace spanglass
