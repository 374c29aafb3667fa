#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

namespace spanglass {

/// Remembers 64-bit hashes in four bytes each: answers "certainly new" or "very probably seen" (wrong once in some ten
/// million). Holds the newest 25 to 28 million hashes in at most 144 MiB; older ones are forgotten. One thread.
class FingerprintSet {
public:
    /// Adds the hash; true when it was not there.
    bool insert(std::uint64_t hash);
    bool contains(std::uint64_t hash) const;
    void clear() { m_segments.clear(); }

private:
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    /// An open-addressing table of fingerprints; zero marks an empty slot. Pages that nothing was put in cost nothing.
    struct Segment {
        std::unique_ptr<std::uint32_t[], Free> slots;
        std::size_t used = 0;

        std::uint32_t& slotOf(std::uint64_t mixed) const; ///< the fingerprint's own slot, or the empty one for it
    };

    std::vector<Segment> m_segments; ///< newest last
};

} // namespace spanglass
