#include "services/net/BodyPipe.h"

#include <utility>

namespace spanglass {

QByteArray BodyPipe::read() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_waiting.isEmpty() || m_finished || m_abandoned; });
    return std::exchange(m_waiting, {});
}

void BodyPipe::abandon() {
    const std::scoped_lock lock(m_mutex);
    m_abandoned = true;
    m_waiting.clear();
    m_changed.notify_all();
}

bool BodyPipe::hasRoom() const {
    const std::scoped_lock lock(m_mutex);
    return m_waiting.size() < m_capacity;
}

bool BodyPipe::isAbandoned() const {
    const std::scoped_lock lock(m_mutex);
    return m_abandoned;
}

void BodyPipe::write(const char* bytes, qsizetype size) {
    const std::scoped_lock lock(m_mutex);
    if (m_abandoned)
        return;
    m_waiting.append(bytes, size);
    m_changed.notify_all();
}

void BodyPipe::finish() {
    const std::scoped_lock lock(m_mutex);
    m_finished = true;
    m_changed.notify_all();
}

} // namespace spanglass
