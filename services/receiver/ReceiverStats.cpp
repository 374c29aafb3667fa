#include "services/receiver/ReceiverStats.h"

#include <algorithm>

namespace spanglass {

namespace {
constexpr qsizetype MaxExample = 512;
}

void ReceiverStats::accept(const Accepted& request) {
    const std::scoped_lock lock(m_mutex);
    ++m_counted.requests;
    m_counted.bytes += request.wireBytes;
    switch (request.signal) {
    case Signal::Traces:
        m_counted.spans += request.items;
        break;
    case Signal::Logs:
        m_counted.logs += request.items;
        break;
    case Signal::Metrics:
        m_counted.metricPoints += request.items;
        break;
    }
    for (const auto& seen : request.senders)
        m_senders.add(seen);
    if (m_latencies.size() < LatencyCount)
        m_latencies.push_back(request.latency);
    else
        m_latencies[m_nextLatency++ % LatencyCount] = request.latency;
    m_revision.fetch_add(1, std::memory_order_relaxed);
}

void ReceiverStats::refuse(Refusal refusal, std::string_view example, std::uint64_t count) {
    const UnixNanos now = UnixNanos::now();
    const std::scoped_lock lock(m_mutex);
    RefusalCounter& counter = m_counted.refusals[static_cast<std::size_t>(refusal)];
    counter.count += count;
    counter.last = now;
    if (!example.empty()) {
        const auto part = example.substr(0, 4 * MaxExample); // UTF-8 takes at most four bytes a character
        counter.example = QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())).left(MaxExample);
    }
    m_revision.fetch_add(1, std::memory_order_relaxed);
}

void ReceiverStats::refuse(const std::vector<RefusalNote>& notes) {
    for (const RefusalNote& note : notes)
        refuse(note.refusal, note.example, note.count);
}

void ReceiverStats::fill(ReceiverSnapshot& snapshot, RateMeter::Time now) {
    const std::scoped_lock lock(m_mutex);
    snapshot.requests = m_counted.requests;
    snapshot.spans = m_counted.spans;
    snapshot.logs = m_counted.logs;
    snapshot.metricPoints = m_counted.metricPoints;
    snapshot.bytes = m_counted.bytes;
    snapshot.spansPerSecond = m_spanRate.update(now, m_counted.spans);
    snapshot.bytesPerSecond = m_byteRate.update(now, m_counted.bytes);
    snapshot.refusals = m_counted.refusals;
    snapshot.senders = m_senders.list();
    fillLatency(snapshot);
}

void ReceiverStats::fillLatency(ReceiverSnapshot& snapshot) const {
    if (m_latencies.empty())
        return;
    auto sorted = m_latencies;
    const auto quantile = [&sorted](std::size_t percent) {
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) * percent / 100);
        std::ranges::nth_element(sorted, at);
        return *at;
    };
    snapshot.commitLatencyMedian = quantile(50);
    snapshot.commitLatencyP99 = quantile(99);
}

} // namespace spanglass
