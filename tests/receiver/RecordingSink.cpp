#include "tests/receiver/RecordingSink.h"

namespace spanglass::test {

namespace {
std::size_t countOf(const DecodedRequest& request) {
    if (const auto* spans = std::get_if<std::shared_ptr<const SpanBatch>>(&request))
        return (*spans)->spans.size();
    if (const auto* logs = std::get_if<std::shared_ptr<const LogBatch>>(&request))
        return (*logs)->records.size();
    return std::get<std::shared_ptr<const MetricBatch>>(request)->points.size();
}
} // namespace

RecordingSink::RecordingSink()
    : m_writer([this] { run(); }) { }

RecordingSink::~RecordingSink() {
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
        m_held = false;
    }
    m_wake.notify_all();
    m_writer.join();
}

bool RecordingSink::submit(IngestRequest request) {
    const std::scoped_lock lock(m_mutex);
    if (m_full)
        return false;
    m_queue.push_back(std::move(request));
    m_wake.notify_all();
    return true;
}

void RecordingSink::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return (!m_queue.empty() && !m_held) || (m_ending && m_queue.empty()); });
        if (m_queue.empty())
            return;
        IngestRequest request = std::move(m_queue.front());
        m_queue.pop_front();
        commit(std::move(request), lock);
    }
}

void RecordingSink::commit(IngestRequest request, std::unique_lock<std::mutex>& lock) {
    Result<IngestReceipt> result = IngestReceipt{countOf(request.batch) - m_duplicates, m_duplicates};
    if (m_failure) {
        result = std::unexpected(*m_failure);
    } else {
        m_committed.push_back(request.batch);
        m_captures.push_back(std::move(request.captured));
    }
    lock.unlock();
    request.done(std::move(result));
    lock.lock();
}

void RecordingSink::setFull(bool full) {
    const std::scoped_lock lock(m_mutex);
    m_full = full;
}

void RecordingSink::setFailure(std::optional<Error> failure) {
    const std::scoped_lock lock(m_mutex);
    m_failure = std::move(failure);
}

void RecordingSink::setDuplicates(std::uint64_t duplicates) {
    const std::scoped_lock lock(m_mutex);
    m_duplicates = duplicates;
}

void RecordingSink::setHeld(bool held) {
    const std::scoped_lock lock(m_mutex);
    m_held = held;
    m_wake.notify_all();
}

std::size_t RecordingSink::waiting() const {
    const std::scoped_lock lock(m_mutex);
    return m_queue.size();
}

std::size_t RecordingSink::requests() const {
    const std::scoped_lock lock(m_mutex);
    return m_committed.size();
}

std::size_t RecordingSink::items() const {
    const std::scoped_lock lock(m_mutex);
    std::size_t items = 0;
    for (const auto& request : m_committed)
        items += countOf(request);
    return items;
}

std::vector<Span> RecordingSink::spans() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<Span> all;
    for (const auto& request : m_committed) {
        if (const auto* batch = std::get_if<std::shared_ptr<const SpanBatch>>(&request))
            all.insert(all.end(), (*batch)->spans.begin(), (*batch)->spans.end());
    }
    return all;
}

std::vector<CapturedRequest> RecordingSink::captures() const {
    const std::scoped_lock lock(m_mutex);
    return m_captures;
}

} // namespace spanglass::test
