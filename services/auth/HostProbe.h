#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/SignInFault.h"

#include <QFuture>
#include <QUrl>

#include <optional>

namespace spanglass {

struct OAuthEndpoints {
    QUrl authorize;
    QUrl token;
};

/// What a host says of itself before any credential is shown to it (databricks-api.md 1.2, confirmed: sdk-go config).
struct HostFacts {
    QString cloud; ///< "aws", "azure", "gcp"; empty when not said
    QString hostType; ///< "workspace", "account", "unified"; empty when not said
    QString accountId;
    QString workspaceId;
    OAuthEndpoints oauth;
};

/// Asks both well-known addresses; the first is best effort. Faults: WrongHost (no OAuth there), InsecureHost, and
/// those of the network.
QFuture<SignInResult<HostFacts>> probeHost(
    AuthPorts ports, QString host, QString accountId = {}, Abandoned abandoned = {});

} // namespace spanglass
