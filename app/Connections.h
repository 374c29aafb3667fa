#pragma once

#include "services/auth/ConnectionDesk.h"
#include "services/auth/Sessions.h"

namespace spanglass {

class Network;

/// The window's connections with their sessions. GUI thread.
class Connections {
public:
    explicit Connections(Network& network);
    ~Connections(); ///< stops the sign-in thread, on which both parts work
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    ConnectionControl& control() { return m_desk; }
    ConnectionDesk& desk() { return m_desk; }
    Sessions& sessions() { return m_sessions; }

private:
    Network& m_network;
    Sessions m_sessions;
    ConnectionDesk m_desk;
};

} // namespace spanglass
