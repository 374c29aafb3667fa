#include "services/store/write/FingerprintSet.h"

#include <algorithm>
#include <new>

namespace spanglass {

namespace {

constexpr std::size_t SegmentSlots = 1u << 22;
constexpr std::size_t SegmentLoad = SegmentSlots / 4 * 3;
constexpr std::size_t MaxSegments = 9;

/// Spreads hashes that differ in few bits over the whole word (the finisher of MurmurHash3).
std::uint64_t mix(std::uint64_t h) {
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdull;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ull;
    return h ^ (h >> 33);
}

std::uint32_t fingerprint(std::uint64_t mixed) { return static_cast<std::uint32_t>(mixed >> 32) | 1u; }

} // namespace

std::uint32_t& FingerprintSet::Segment::slotOf(std::uint64_t mixed) const {
    const std::uint32_t wanted = fingerprint(mixed);
    std::size_t at = mixed % SegmentSlots;
    while (slots[at] != 0 && slots[at] != wanted)
        at = (at + 1) % SegmentSlots;
    return slots[at];
}

bool FingerprintSet::contains(std::uint64_t hash) const {
    const std::uint64_t mixed = mix(hash);
    return std::ranges::any_of(m_segments, [&](const Segment& s) { return s.slotOf(mixed) != 0; });
}

bool FingerprintSet::insert(std::uint64_t hash) {
    if (contains(hash))
        return false;
    if (m_segments.empty() || m_segments.back().used == SegmentLoad) {
        if (m_segments.size() == MaxSegments)
            m_segments.erase(m_segments.begin());
        auto* slots = static_cast<std::uint32_t*>(std::calloc(SegmentSlots, sizeof(std::uint32_t)));
        if (slots == nullptr)
            throw std::bad_alloc();
        m_segments.push_back({decltype(Segment::slots)(slots), 0});
    }
    const std::uint64_t mixed = mix(hash);
    m_segments.back().slotOf(mixed) = fingerprint(mixed);
    ++m_segments.back().used;
    return true;
}

} // namespace spanglass
