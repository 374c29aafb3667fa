#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

namespace spanglass {

/// Remembers 64-bit hashes in some five bytes each: answers "certainly new" or "very probably seen" (wrong once in some
/// ten million). Its memory is bounded: when all segments are full, the hashes that came first are forgotten, a segment
/// at a time. One thread.
class FingerprintSet {
public:
    /// Up to `segments` tables of `slots` (a power of two) fingerprints of four bytes. Each is used to three quarters.
    FingerprintSet(std::size_t slots, std::size_t segments)
        : m_slots(slots)
        , m_maxSegments(segments) { }

    /// Adds the hash; true when it was not there.
    bool insert(std::uint64_t hash);
    bool contains(std::uint64_t hash) const;
    void clear();

    std::size_t size() const; ///< hashes it remembers
    /// Since it was made or cleared, something was forgotten: absence says nothing any more.
    bool hasForgotten() const { return m_hasForgotten; }

private:
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    /// An open-addressing table of fingerprints; zero marks an empty slot. Pages that nothing was put in cost nothing.
    struct Segment {
        std::unique_ptr<std::uint32_t[], Free> slots;
        std::size_t used = 0;
    };

    /// The fingerprint's own slot, or the empty one for it.
    std::uint32_t& slotOf(const Segment& segment, std::uint64_t mixed) const;
    void addSegment();

    const std::size_t m_slots;
    const std::size_t m_maxSegments;
    std::vector<Segment> m_segments; ///< newest last
    bool m_hasForgotten = false;
};

} // namespace spanglass
