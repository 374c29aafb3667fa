#pragma once

#include <QHashFunctions>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace spanglass {

/// Open-addressing index from a hash to numbers of items that the caller keeps: eight bytes a slot, so that a million
/// spans are looked up without a node per entry. Seeded per process, so that chosen ids cannot make it slow.
class FlatIndex {
public:
    static constexpr std::uint32_t None = std::numeric_limits<std::uint32_t>::max();

    void reserve(std::size_t items) {
        const std::size_t wanted = std::bit_ceil(items + items / 2 + 16);
        if (wanted > m_slots.size())
            rehash(wanted);
    }

    /// The number whose item satisfies `equal(number)`, else None.
    template <class Equal> std::uint32_t find(std::uint64_t key, Equal equal) const {
        if (m_slots.empty())
            return None;
        const std::uint32_t hash = mixed(key);
        for (std::size_t at = hash & m_mask; m_slots[at].number != None; at = (at + 1) & m_mask)
            if (m_slots[at].hash == hash && equal(m_slots[at].number))
                return m_slots[at].number;
        return None;
    }

    /// Precondition: not found before.
    void insert(std::uint64_t key, std::uint32_t number) {
        reserve(m_count + 1);
        place({mixed(key), number});
        ++m_count;
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = None;
    };

    std::uint32_t mixed(std::uint64_t key) const {
        key ^= m_seed;
        key = (key ^ (key >> 32)) * 0xD6E8FEB86659FD93ull;
        key = (key ^ (key >> 32)) * 0xD6E8FEB86659FD93ull;
        return static_cast<std::uint32_t>(key ^ (key >> 32));
    }

    void place(Slot slot) {
        std::size_t at = slot.hash & m_mask;
        while (m_slots[at].number != None)
            at = (at + 1) & m_mask;
        m_slots[at] = slot;
    }

    void rehash(std::size_t size) {
        std::vector<Slot> old(size);
        old.swap(m_slots);
        m_mask = size - 1;
        for (const Slot& slot : old)
            if (slot.number != None)
                place(slot);
    }

    std::uint64_t m_seed = QHashSeed::globalSeed();
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_count = 0;
};

} // namespace spanglass
