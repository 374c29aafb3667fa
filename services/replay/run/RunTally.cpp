#include "services/replay/run/RunTally.h"

#include <algorithm>

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto Window = 5s;
constexpr auto ShortestWindow = 500ms; ///< before a rate says anything

std::uint64_t spansOf(const LedgerParcel& parcel) { return parcel.signal == Signal::Traces ? parcel.items : 0; }

} // namespace

void RunTally::begin(const LedgerTotals& totals, Moment now) {
    m_totals = totals;
    m_samples = {{now, totals.spansTaken, totals.bytesTaken}};
}

void RunTally::move(const LedgerParcel&, ParcelState from, ParcelState to) {
    --m_totals.count(from);
    ++m_totals.count(to);
}

void RunTally::taken(const LedgerParcel& parcel, std::uint64_t rejected) {
    move(parcel, ParcelState::Sending, ParcelState::Taken);
    const std::uint64_t spans = spansOf(parcel);
    m_totals.spansRejected += std::min(spans, rejected);
    m_totals.spansTaken += spans - std::min(spans, rejected);
    m_totals.bytesTaken += parcel.bytes;
}

void RunTally::split(const LedgerParcel& parcel, const std::vector<LedgerParcel>& parts) {
    move(parcel, ParcelState::Sending, ParcelState::Split);
    m_totals.spans -= spansOf(parcel);
    m_totals.bytes -= parcel.bytes;
    for (const LedgerParcel& part : parts) {
        ++m_totals.count(ParcelState::Waiting);
        m_totals.spans += spansOf(part);
        m_totals.bytes += part.bytes;
    }
}

void RunTally::describe(ReplayStatus& status, Moment now) {
    describeTotals(m_totals, status);
    m_samples.push_back({now, m_totals.spansTaken, m_totals.bytesTaken});
    while (m_samples.size() > 2 && m_samples[1].at <= now - Window)
        m_samples.pop_front();
    const Sample& first = m_samples.front();
    if (now - first.at < ShortestWindow)
        return;
    const double seconds = std::chrono::duration<double>(now - first.at).count();
    status.spansPerSecond = static_cast<double>(m_totals.spansTaken - first.spans) / seconds;
    status.bytesPerSecond = static_cast<double>(m_totals.bytesTaken - first.bytes) / seconds;
    const std::uint64_t parcels = m_totals.count(ParcelState::Waiting) + m_totals.count(ParcelState::Sending);
    if (status.bytesPerSecond > 0 && parcels > 0) {
        const auto left = static_cast<double>(m_totals.bytes - std::min(m_totals.bytes, m_totals.bytesTaken));
        status.remaining = Nanos{static_cast<std::int64_t>(std::min(left / status.bytesPerSecond, 1e9) * 1e9)};
    }
}

void describeTotals(const LedgerTotals& totals, ReplayStatus& status) {
    std::ranges::copy(totals.parcels, status.parcels);
    status.spans = totals.spans;
    status.spansTaken = totals.spansTaken;
    status.spansRejected = totals.spansRejected;
    status.bytes = totals.bytes;
    status.bytesTaken = totals.bytesTaken;
    status.attempts = totals.attempts;
}

} // namespace spanglass
