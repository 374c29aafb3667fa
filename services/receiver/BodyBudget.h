#pragma once

#include <atomic>
#include <cstdint>

namespace spanglass {

/// How many bytes of request bodies may be held at once, over all connections. Any thread.
class BodyBudget {
public:
    explicit BodyBudget(std::uint64_t limit)
        : m_limit(limit) { }

    bool take(std::uint64_t bytes) {
        if (m_used.fetch_add(bytes, std::memory_order_relaxed) + bytes <= m_limit)
            return true;
        give(bytes);
        return false;
    }
    void give(std::uint64_t bytes) { m_used.fetch_sub(bytes, std::memory_order_relaxed); }

private:
    std::uint64_t m_limit;
    std::atomic<std::uint64_t> m_used = 0;
};

} // namespace spanglass
