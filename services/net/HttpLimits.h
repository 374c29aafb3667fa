#pragma once

#include <chrono>
#include <cstdint>

namespace spanglass {

/// What one server bears. Times are checked four times a second.
struct HttpLimits {
    std::uint64_t maxBodyBytes = 64ull << 20; ///< as sent, transfer coding undone
    std::uint32_t maxHeadBytes = 32 * 1024;
    std::chrono::milliseconds headTime{30'000}; ///< from a request's first byte to the end of its head
    /// In every such stretch of time at least `minBodyBytes` of a body must arrive.
    std::chrono::milliseconds bodyWindow{10'000};
    std::uint32_t minBodyBytes = 10 * 1024;
    /// Longer than the 90 s for which Go clients keep an idle connection, so that no POST races with our close.
    std::chrono::milliseconds idleTime{150'000};
    std::uint32_t maxConnections = 256; ///< beyond it, the one that has been idle longest is closed
    std::uint32_t drainBytes
        = 1 << 20; ///< of a refused body, read on so that the peer sees the answer before the close
    std::chrono::milliseconds drainTime{2'000};
};

} // namespace spanglass
