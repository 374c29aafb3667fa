#pragma once

#include "services/core/Secret.h"
#include "services/replay/Exporter.h"

#include <QList>

#include <grpcpp/support/status.h>

namespace spanglass {

/// What a gRPC status means for a parcel (OTLP specification, "OTLP/gRPC Response"). `fromServer`: as far as is known
/// the server said it, rather than gRPC on this side. `where`: "127.0.0.1:4317". `secrets` were sent along: they are
/// left out of the words.
ExportAnswer readGrpcStatus(
    const grpc::Status& status, bool fromServer, const QString& where, const QList<Secret>& secrets = {});

/// OK, with what the response says besides.
ExportAnswer readGrpcResponse(std::string_view response, const QList<Secret>& secrets = {});

} // namespace spanglass
