#include "services/replay/run/Backlog.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::uint64_t AheadBytes = 4u << 20;
constexpr std::size_t AheadParcels = 256; ///< of which some may be tiny
constexpr std::int64_t PageParcels = 1'024; ///< of the ledger, read in one go

} // namespace

Backlog::Backlog(Ledger& ledger, ParcelReader& reader, JobNumber job, std::int64_t last)
    : m_ledger(ledger)
    , m_reader(reader)
    , m_job(job)
    , m_last(last) { }

Result<> Backlog::findMore() {
    while (m_found.empty() && m_seen < m_last) {
        const std::int64_t end = std::min(m_seen + PageParcels, m_last);
        auto page = m_ledger.waiting(m_job, m_seen + 1, end);
        if (!page)
            return std::unexpected(page.error());
        m_found.assign(page->begin(), page->end());
        m_seen = end;
    }
    return {};
}

Result<std::vector<ParcelReader::Loaded>> Backlog::fill() {
    std::vector<ParcelReader::Loaded> unfit;
    // Half a measure at a time: many parcels are read in about the time of one.
    if (m_readyBytes > AheadBytes / 2 || m_ready.size() > AheadParcels / 2)
        return unfit;
    if (auto found = findMore(); !found)
        return std::unexpected(found.error());
    std::vector<LedgerParcel> parcels;
    std::uint64_t bytes = m_readyBytes;
    while (!m_found.empty() && parcels.size() + m_ready.size() < AheadParcels
        && (bytes == 0 || bytes + m_found.front().bytes <= AheadBytes)) {
        bytes += m_found.front().bytes;
        parcels.push_back(m_found.front());
        m_found.pop_front();
    }
    auto loaded = m_reader.read(parcels);
    if (!loaded)
        return std::unexpected(loaded.error());
    for (ParcelReader::Loaded& each : *loaded) {
        if (each.problem) {
            unfit.push_back(std::move(each));
            continue;
        }
        m_readyBytes += static_cast<std::uint64_t>(each.held.content.body.size());
        m_ready.push_back(std::move(each.held));
    }
    return unfit;
}

const HeldParcel* Backlog::next(Moment now) const {
    if (!m_retries.empty() && m_retries.front().notBefore <= now)
        return &m_retries.front().held;
    return m_ready.empty() ? nullptr : &m_ready.front();
}

HeldParcel Backlog::take(Moment now) {
    if (!m_retries.empty() && m_retries.front().notBefore <= now) {
        HeldParcel held = std::move(m_retries.front().held);
        m_retries.erase(m_retries.begin());
        return held;
    }
    HeldParcel held = std::move(m_ready.front());
    m_ready.pop_front();
    m_readyBytes -= static_cast<std::uint64_t>(held.content.body.size());
    return held;
}

void Backlog::putBack(HeldParcel held, Moment notBefore) {
    const auto place = std::ranges::upper_bound(m_retries, notBefore, {}, &Retry::notBefore);
    m_retries.insert(place, {std::move(held), notBefore});
}

void Backlog::putFirst(const std::vector<LedgerParcel>& parcels) {
    m_found.insert(m_found.begin(), parcels.begin(), parcels.end());
}

bool Backlog::isEmpty() const { return m_seen >= m_last && m_found.empty() && m_ready.empty() && m_retries.empty(); }

std::optional<Backlog::Moment> Backlog::nextRetry() const {
    return m_retries.empty() ? std::nullopt : std::optional(m_retries.front().notBefore);
}

} // namespace spanglass
