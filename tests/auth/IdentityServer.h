#pragma once

#include "tests/support/ScriptedServer.h"

#include <atomic>

namespace spanglass::test {

/// A workspace's sign-in side, as far as its tests need it: discovery, tokens that count up, refresh tokens that
/// rotate.
class IdentityServer {
public:
    IdentityServer();

    ScriptedServer& server() { return m_server; }
    QString host() const { return m_server.url(); }

    /// The next answer of the token endpoint, in place of a token.
    void refuseTokens(int status, const QByteArray& json);
    void acceptTokens();

    std::atomic<int> granted = 0;
    std::atomic<bool> rotates = true;
    std::atomic<bool> offersRefresh = true;

private:
    HttpReply token(const SeenRequest& request);

    std::mutex m_mutex;
    std::optional<HttpReply> m_refusal;
    ScriptedServer m_server;
};

} // namespace spanglass::test
