#pragma once

#include "services/net/ConnectionTable.h"
#include "services/net/HttpConnection.h"

#include <QTimer>

#include <unordered_map>

namespace spanglass {

/// The connections of one thread. Lives on that thread; made and destroyed there.
class HttpWorker : public QObject {
    Q_OBJECT
public:
    HttpWorker(HttpHandler& handler, const HttpLimits& limits, ConnectionTable& table);
    ~HttpWorker() override;

    /// `id`: the connection's entry in the table. `full`: answer 503 and close.
    void adopt(qintptr descriptor, std::uint64_t id, bool full);
    void deliver(std::uint64_t connection, std::uint64_t request, HttpReply reply);
    void evict(std::uint64_t connection);
    /// Idle connections end now, the others after their answer.
    void beginClosing();
    void abortAll();

private:
    void checkTimes();

    HttpHandler& m_handler;
    const HttpLimits& m_limits;
    ConnectionTable& m_table;
    std::shared_ptr<HttpResponder::Route> m_route = std::make_shared<HttpResponder::Route>();
    std::unordered_map<std::uint64_t, HttpConnection*> m_connections; ///< children of this
    QTimer m_clock;
    bool m_closing = false;
};

} // namespace spanglass
