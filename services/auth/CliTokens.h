#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/CliProcess.h"
#include "services/auth/TokenSource.h"
#include "services/auth/WhenDone.h"
#include "services/core/ConnectionSettings.h"

#include <memory>

namespace spanglass {

/// Tokens that `databricks auth token` hands out (databricks-api.md 1.5). Options that an older version does not know
/// are left out and not tried again.
class CliTokens final : public TokenSource, public std::enable_shared_from_this<CliTokens> {
public:
    /// `timeLimit`: the command's own is an hour.
    CliTokens(
        ConnectionSettings settings, AuthPorts ports, std::chrono::milliseconds timeLimit = std::chrono::seconds(60));

    QFuture<TokenResult> fetch(bool renew) override;

private:
    void run(const Promised<TokenResult>& promise, bool renew, std::optional<Token> instead);
    void ran(const Promised<TokenResult>& promise, bool renew, const std::optional<Token>& instead,
        const CliOutcome& outcome);
    QStringList arguments(bool renew) const;

    const ConnectionSettings m_settings;
    const AuthPorts m_ports;
    const std::chrono::milliseconds m_timeLimit;
    bool m_knowsProfile = true; ///< since 0.207.1
    bool m_knowsRefresh = true; ///< since 0.296.0
};

} // namespace spanglass
