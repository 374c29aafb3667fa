#include "services/net/HttpResponder.h"

#include "services/net/HttpWorker.h"

namespace spanglass {

void HttpResponder::send(HttpReply reply) const {
    if (!m_route)
        return;
    const std::scoped_lock lock(m_route->mutex);
    if (!m_route->worker)
        return;
    QMetaObject::invokeMethod(
        m_route->worker,
        [worker = m_route->worker, connection = m_connection, request = m_request,
            answer = std::move(reply)]() mutable { worker->deliver(connection, request, std::move(answer)); },
        Qt::QueuedConnection);
}

} // namespace spanglass
