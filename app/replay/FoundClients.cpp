#include "app/replay/FoundClients.h"

#include "app/Network.h"
#include "services/auth/WhenDone.h"

namespace spanglass {

FoundClients::FoundClients(Network& network, VerbIo& io)
    : m_network(network)
    , m_io(io)
    , m_sessions({.http = network.http(), .thread = network.thread()}, network.secrets(), {}) { }

TargetPorts FoundClients::ports() {
    return {m_network, m_sessions, [this](const QString& connection) { return readyFuture(client(connection)); }};
}

Result<std::shared_ptr<ApiClient>> FoundClients::client(const QString& connection) {
    auto link = WorkspaceLink::open(connection, m_network, m_io);
    if (!link)
        return std::unexpected(link.error());
    m_links.push_back(*std::move(link));
    return m_links.back()->api();
}

} // namespace spanglass
