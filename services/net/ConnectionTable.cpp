#include "services/net/ConnectionTable.h"

namespace spanglass {

std::uint64_t ConnectionTable::add(HttpWorker* worker, bool idle) {
    const std::scoped_lock lock(m_mutex);
    m_open.emplace(++m_lastId, State{worker, idle, std::chrono::steady_clock::now()});
    return m_lastId;
}

void ConnectionTable::setIdle(std::uint64_t id, bool idle) {
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_open.find(id); found != m_open.end())
        found->second = {found->second.worker, idle, std::chrono::steady_clock::now()};
}

void ConnectionTable::remove(std::uint64_t id) {
    const std::scoped_lock lock(m_mutex);
    m_open.erase(id);
    m_removed.notify_all();
}

std::optional<ConnectionTable::Entry> ConnectionTable::takeLongestIdle() {
    const std::scoped_lock lock(m_mutex);
    auto oldest = m_open.end();
    for (auto it = m_open.begin(); it != m_open.end(); ++it) {
        if (it->second.idle && (oldest == m_open.end() || it->second.since < oldest->second.since))
            oldest = it;
    }
    if (oldest == m_open.end())
        return std::nullopt;
    const Entry entry{oldest->first, oldest->second.worker};
    oldest->second.idle = false; // not taken twice; remove() follows, or setIdle() if it was busy after all
    return entry;
}

std::uint32_t ConnectionTable::size() const {
    const std::scoped_lock lock(m_mutex);
    return static_cast<std::uint32_t>(m_open.size());
}

bool ConnectionTable::waitUntilEmpty(std::chrono::milliseconds time) {
    std::unique_lock lock(m_mutex);
    return m_removed.wait_for(lock, time, [this] { return m_open.empty(); });
}

} // namespace spanglass
