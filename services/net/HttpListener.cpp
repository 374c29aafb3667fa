#include "services/net/HttpListener.h"

#include "services/net/HttpWorker.h"

#include <QTcpSocket>
#include <QTimer>

namespace spanglass {

namespace {

constexpr std::chrono::milliseconds AcceptAgainAfter{200};

} // namespace

HttpListener::HttpListener(std::vector<HttpWorker*> workers, ConnectionTable& table, std::uint32_t maxConnections)
    : m_workers(std::move(workers))
    , m_table(table)
    , m_maxConnections(maxConnections) {
    setListenBacklogSize(128);
    // Qt stops accepting when the system has no descriptor or memory for one more connection, and does not go on by
    // itself.
    connect(this, &QTcpServer::acceptError, this,
        [this] { QTimer::singleShot(AcceptAgainAfter, this, &QTcpServer::resumeAccepting); });
}

void HttpListener::incomingConnection(qintptr descriptor) {
    const bool full = !makeRoom();
    if (full && m_table.size() >= 2 * m_maxConnections) { // so many are being told so already
        QTcpSocket refused;
        refused.setSocketDescriptor(descriptor);
        refused.abort();
        return;
    }
    HttpWorker* worker = m_workers[m_next++ % m_workers.size()];
    const auto id = m_table.add(worker, !full);
    QMetaObject::invokeMethod(worker, [worker, descriptor, id, full] { worker->adopt(descriptor, id, full); });
}

/// False when every connection is busy.
bool HttpListener::makeRoom() {
    if (m_table.size() < m_maxConnections)
        return true;
    const auto oldest = m_table.takeLongestIdle();
    if (!oldest)
        return false;
    HttpWorker* worker = oldest->worker;
    QMetaObject::invokeMethod(worker, [worker, id = oldest->id] { worker->evict(id); });
    return true;
}

} // namespace spanglass
