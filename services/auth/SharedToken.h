#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/TokenSource.h"

#include <memory>

namespace spanglass {

/// One token for all callers: renewed five minutes before it ends (for tokens that live shorter, after half their
/// time), once for everyone who waits. A renewal that fails reaches everyone who waits for it, and the next call tries
/// again. The fetch under way is cancelled when nobody waits any more.
class SharedToken final : public TokenProvider {
public:
    SharedToken(std::shared_ptr<TokenSource> source, AuthPorts ports);

    QFuture<TokenResult> token() override;
    QFuture<TokenResult> renewed(Token rejected) override;
    /// After signing out: nobody is given the kept token again.
    void forget();

private:
    class State;
    AuthPorts m_ports;
    std::shared_ptr<State> m_state;
};

} // namespace spanglass
