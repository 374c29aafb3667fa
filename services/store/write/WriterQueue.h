#pragma once

#include "services/store/write/QueuedRequest.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace spanglass {

/// What waits for the writer: requests, bounded by the memory they hold, and jobs, which go first. Any thread.
class WriterQueue {
public:
    explicit WriterQueue(std::uint64_t limitBytes)
        : m_limit(limitBytes) { }

    /// False when full or closed. A request larger than the whole queue is let in when the queue is empty.
    bool push(QueuedRequest request);
    /// False when closed. Jobs are few and not bounded.
    bool push(std::function<void()> job);
    /// Nothing is taken in any more; what waits is still given out.
    void close();

    struct Work {
        std::vector<QueuedRequest> group; ///< in order of arrival; empty when there are jobs
        std::vector<std::function<void()>> jobs;
        bool closed = false; ///< and nothing is left
        bool idle = false; ///< the wait ended without work
    };
    /// Waits for work until `deadline`. Takes all jobs, or as many requests as make one good commit.
    Work take(std::chrono::steady_clock::time_point deadline);

    /// Bytes that wait or are being written.
    std::uint64_t bytes() const;
    /// The writer is done with a group of this weight.
    void release(std::uint64_t weight);

private:
    const std::uint64_t m_limit;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<QueuedRequest> m_requests;
    std::vector<std::function<void()>> m_jobs;
    std::uint64_t m_bytes = 0;
    bool m_closed = false;
};

} // namespace spanglass
