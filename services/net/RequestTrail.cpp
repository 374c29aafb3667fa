#include "services/net/RequestTrail.h"

namespace spanglass {

void RequestTrail::add(RequestRecord record) {
    const std::scoped_lock lock(m_mutex);
    ++m_total;
    m_records.push_back(std::move(record));
    if (m_records.size() > m_capacity)
        m_records.pop_front();
}

QList<RequestRecord> RequestTrail::snapshot() const {
    const std::scoped_lock lock(m_mutex);
    return {m_records.begin(), m_records.end()};
}

quint64 RequestTrail::total() const {
    const std::scoped_lock lock(m_mutex);
    return m_total;
}

} // namespace spanglass
