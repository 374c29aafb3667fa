#include "services/store/write/FingerprintSet.h"

#include <algorithm>
#include <new>

namespace spanglass {

namespace {

/// Spreads hashes that differ in few bits over the whole word (the finisher of MurmurHash3).
std::uint64_t mix(std::uint64_t h) {
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdull;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ull;
    return h ^ (h >> 33);
}

std::uint32_t fingerprint(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed >> 32) | 1u; }

} // namespace

std::uint32_t& FingerprintSet::slotOf(const Segment& segment, std::uint64_t mixed) const {
    const std::uint32_t wanted = fingerprint(mixed);
    std::size_t at = mixed & (m_slots - 1);
    while (segment.slots[at] != 0 && segment.slots[at] != wanted)
        at = (at + 1) & (m_slots - 1);
    return segment.slots[at];
}

bool FingerprintSet::contains(std::uint64_t hash) const {
    const std::uint64_t mixed = mix(hash);
    return std::ranges::any_of(m_segments, [&](const Segment& s) { return slotOf(s, mixed) != 0; });
}

bool FingerprintSet::insert(std::uint64_t hash) {
    if (contains(hash))
        return false;
    if (m_segments.empty() || m_segments.back().used == m_slots / 4 * 3)
        addSegment();
    const std::uint64_t mixed = mix(hash);
    slotOf(m_segments.back(), mixed) = fingerprint(mixed);
    ++m_segments.back().used;
    return true;
}

void FingerprintSet::addSegment() {
    if (m_segments.size() == m_maxSegments) {
        m_segments.erase(m_segments.begin());
        m_hasForgotten = true;
    }
    auto* slots = static_cast<std::uint32_t*>(std::calloc(m_slots, sizeof(std::uint32_t)));
    if (slots == nullptr)
        throw std::bad_alloc();
    m_segments.push_back({decltype(Segment::slots)(slots), 0});
}

void FingerprintSet::clear() {
    m_segments.clear();
    m_hasForgotten = false;
}

std::size_t FingerprintSet::size() const {
    std::size_t size = 0;
    for (const Segment& segment : m_segments)
        size += segment.used;
    return size;
}

} // namespace spanglass
