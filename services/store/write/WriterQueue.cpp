#include "services/store/write/WriterQueue.h"

#include <utility>

namespace spanglass {

namespace {

// A commit of this size costs well under half a second, and larger ones are not cheaper a span.
constexpr std::size_t GroupItems = 24'576;
constexpr std::uint64_t GroupBytes = 32u << 20;

} // namespace

bool WriterQueue::push(QueuedRequest request) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed || (m_bytes > 0 && m_bytes + request.weight > m_limit))
            return false;
        m_bytes += request.weight;
        m_requests.push_back(std::move(request));
    }
    m_wake.notify_one();
    return true;
}

bool WriterQueue::push(std::function<void()> job) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void WriterQueue::close() {
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    m_wake.notify_one();
}

WriterQueue::Work WriterQueue::take(std::chrono::steady_clock::time_point deadline) {
    Work work;
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, deadline, [&] { return m_closed || !m_requests.empty() || !m_jobs.empty(); });
    if (!m_jobs.empty()) {
        work.jobs = std::exchange(m_jobs, {});
        return work;
    }
    std::size_t items = 0;
    std::uint64_t bytes = 0;
    while (!m_requests.empty() && items < GroupItems && bytes < GroupBytes) {
        items += m_requests.front().items;
        bytes += m_requests.front().weight;
        work.group.push_back(std::move(m_requests.front()));
        m_requests.pop_front();
    }
    work.closed = m_closed && work.group.empty();
    work.idle = !m_closed && work.group.empty();
    return work;
}

std::uint64_t WriterQueue::bytes() const {
    const std::scoped_lock lock(m_mutex);
    return m_bytes;
}

void WriterQueue::release(std::uint64_t weight) {
    const std::scoped_lock lock(m_mutex);
    m_bytes -= weight;
}

} // namespace spanglass
