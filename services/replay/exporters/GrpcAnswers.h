#pragma once

#include "services/replay/Exporter.h"

#include <grpcpp/support/status.h>

namespace spanglass {

/// What a gRPC status means for a parcel (OTLP specification, "OTLP/gRPC Response"). `fromServer`: as far as is known
/// the server said it, rather than gRPC on this side. `where`: "127.0.0.1:4317".
ExportAnswer readGrpcStatus(const grpc::Status& status, bool fromServer, const QString& where);

/// OK, with what the response says besides.
ExportAnswer readGrpcResponse(std::string_view response);

} // namespace spanglass
