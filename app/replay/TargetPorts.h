#pragma once

#include "services/auth/Sessions.h"
#include "services/core/ReplayPlan.h"
#include "services/replay/exporters/Exporters.h"

#include <functional>
#include <memory>

namespace spanglass {

class Network;

/// What calls the connection that has this id, or else this name. GUI thread.
using ClientOf = std::function<QFuture<Result<std::shared_ptr<ApiClient>>>(const QString& connection)>;

/// How targets are reached from this process. All must outlive what uses it.
struct TargetPorts {
    Network& network;
    Sessions& sessions;
    ClientOf clientOf;
};

/// What a target is reached with: who signs in, and the values of its own headers.
struct TargetKeys {
    std::shared_ptr<ApiClient> api = nullptr; ///< null: nobody signs in
    TargetHeaders headers = {};
};

/// What exporters of a target are made with. GUI thread.
ExporterPorts exporterPorts(const TargetPorts& ports, const TargetKeys& keys);

/// The target with what its connection says of where it is. Without a connection as it is. GUI thread.
QFuture<Result<ReplayTarget>> placeTarget(QObject* context, const TargetPorts& ports, const ReplayTarget& target);

/// The client of the target's connection, its headers kept in the keychain under `key`. NeedsSignIn when values of its
/// headers are neither given nor kept. GUI thread.
QFuture<Result<TargetKeys>> keysFor(
    QObject* context, const TargetPorts& ports, const ReplayTarget& target, TargetHeaders headers, const QString& key);

} // namespace spanglass
