#pragma once

#include "app/replay/TargetPorts.h"
#include "app/workspace/WorkspaceLink.h"

#include <vector>

namespace spanglass {

/// Connections as a program without a window has them: found by id or name when they are asked for, signed in without
/// a browser. GUI thread; reads small files.
class FoundClients {
public:
    /// Both must outlive this.
    FoundClients(Network& network, VerbIo& io);

    TargetPorts ports();

private:
    Result<std::shared_ptr<ApiClient>> client(const QString& connection);

    Network& m_network;
    VerbIo& m_io;
    Sessions m_sessions; ///< of servers that nobody signs in to
    std::vector<std::unique_ptr<WorkspaceLink>> m_links; ///< the clients use them
};

} // namespace spanglass
