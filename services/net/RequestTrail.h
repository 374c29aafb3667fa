#pragma once

#include "services/core/RequestRecord.h"

#include <QList>

#include <deque>
#include <mutex>

namespace spanglass {

/// The newest outgoing requests. Any thread.
class RequestTrail {
public:
    explicit RequestTrail(std::size_t capacity = 1000)
        : m_capacity(capacity) { }

    void add(RequestRecord record);
    QList<RequestRecord> snapshot() const; ///< oldest first
    quint64 total() const; ///< ever added; tells a viewer whether something is new

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<RequestRecord> m_records;
    quint64 m_total = 0;
};

} // namespace spanglass
