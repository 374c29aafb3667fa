#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace spanglass {

class HttpWorker;

/// Which connections are open and since when each has been idle. Shared by the listener and the workers; any thread.
class ConnectionTable {
public:
    struct Entry {
        std::uint64_t id = 0;
        HttpWorker* worker = nullptr;
    };

    /// `idle` false: it has no request, and must not be chosen to make room.
    std::uint64_t add(HttpWorker* worker, bool idle);
    void setIdle(std::uint64_t id, bool idle);
    void remove(std::uint64_t id);
    /// Takes out the one that has been idle longest; nullopt when all are busy.
    std::optional<Entry> takeLongestIdle();
    std::uint32_t size() const;
    /// False when `time` passed first.
    bool waitUntilEmpty(std::chrono::milliseconds time);

private:
    struct State {
        HttpWorker* worker = nullptr;
        bool idle = true;
        std::chrono::steady_clock::time_point since;
    };

    mutable std::mutex m_mutex;
    std::condition_variable m_removed;
    std::unordered_map<std::uint64_t, State> m_open;
    std::uint64_t m_lastId = 0;
};

} // namespace spanglass
