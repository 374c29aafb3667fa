#pragma once

#include "services/net/ConnectionTable.h"

#include <QTcpServer>

#include <vector>

namespace spanglass {

/// Accepts on one address and deals the connections out to the workers in turn, making room first when there are too
/// many. Lives on a worker's thread.
class HttpListener : public QTcpServer {
    Q_OBJECT
public:
    HttpListener(std::vector<HttpWorker*> workers, ConnectionTable& table, std::uint32_t maxConnections);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool makeRoom();

    std::vector<HttpWorker*> m_workers;
    ConnectionTable& m_table;
    std::uint32_t m_maxConnections;
    std::size_t m_next = 0;
};

} // namespace spanglass
