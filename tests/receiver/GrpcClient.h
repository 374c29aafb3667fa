#pragma once

#include <QByteArray>

#include <grpcpp/grpcpp.h>

namespace spanglass::test {

inline constexpr const char* TraceExport = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
inline constexpr const char* LogsExport = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
inline constexpr const char* MetricsExport = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

struct GrpcAnswer {
    grpc::Status status;
    QByteArray body;

    /// The google.rpc.Status of the details holds a RetryInfo.
    bool hasRetryInfo() const;
};

/// A blocking gRPC client that sends bytes as they are.
class GrpcClient {
public:
    explicit GrpcClient(quint16 port, const QByteArray& host = "127.0.0.1");

    GrpcAnswer call(const std::string& method, const QByteArray& message,
        grpc_compression_algorithm compression = GRPC_COMPRESS_NONE, const std::string& authorization = {});

private:
    std::shared_ptr<grpc::Channel> m_channel;
};

} // namespace spanglass::test
