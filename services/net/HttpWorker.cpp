#include "services/net/HttpWorker.h"

namespace spanglass {

using namespace std::chrono_literals;

HttpWorker::HttpWorker(HttpHandler& handler, const HttpLimits& limits, ConnectionTable& table)
    : m_handler(handler)
    , m_limits(limits)
    , m_table(table)
    , m_clock(this) {
    m_route->worker = this;
    connect(&m_clock, &QTimer::timeout, this, &HttpWorker::checkTimes);
    m_clock.start(250ms);
}

HttpWorker::~HttpWorker() {
    const std::scoped_lock lock(m_route->mutex);
    m_route->worker = nullptr;
}

void HttpWorker::adopt(qintptr descriptor, std::uint64_t id, bool full) {
    HttpConnection::Setup setup{m_handler, m_limits,
        [this, id](std::uint64_t request) { return HttpResponder(m_route, id, request); },
        [this, id](bool idle) { m_table.setIdle(id, idle); }, m_closing};
    auto* connection = new HttpConnection(descriptor, std::move(setup), this);
    m_connections.emplace(id, connection);
    connect(connection, &HttpConnection::gone, this, [this, connection, id] {
        m_connections.erase(id);
        m_table.remove(id);
        connection->deleteLater();
    });
    if (full)
        connection->turnAway();
    else if (m_closing)
        connection->closeIfIdle();
}

void HttpWorker::deliver(std::uint64_t connection, std::uint64_t request, HttpReply reply) {
    if (const auto found = m_connections.find(connection); found != m_connections.end())
        found->second->deliver(request, std::move(reply));
}

void HttpWorker::evict(std::uint64_t connection) {
    if (const auto found = m_connections.find(connection); found != m_connections.end())
        found->second->evict();
}

void HttpWorker::beginClosing() {
    m_closing = true;
    const auto connections = m_connections; // closing takes entries out
    for (const auto& [id, connection] : connections)
        connection->closeIfIdle();
}

void HttpWorker::abortAll() {
    const auto connections = m_connections;
    for (const auto& [id, connection] : connections)
        connection->abort();
}

void HttpWorker::checkTimes() {
    const auto now = HttpConnection::Clock::now();
    const auto connections = m_connections;
    for (const auto& [id, connection] : connections)
        connection->checkTime(now);
}

} // namespace spanglass
