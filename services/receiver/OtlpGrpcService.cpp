#include "services/receiver/OtlpGrpcService.h"

#include "services/receiver/AccessToken.h"
#include "services/receiver/OtlpGrpcCall.h"
#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

namespace {

/// A call that is refused before its message is read.
class RefusedCall final : public grpc::ServerGenericBidiReactor {
public:
    explicit RefusedCall(const grpc::Status& status) { Finish(status); }
    void OnDone() override { delete this; }
};

std::optional<Signal> signalOf(std::string_view method) {
    if (method == "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        return Signal::Traces;
    if (method == "/opentelemetry.proto.collector.logs.v1.LogsService/Export")
        return Signal::Logs;
    if (method == "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
        return Signal::Metrics;
    return std::nullopt;
}

} // namespace

OtlpGrpcService::OtlpGrpcService(Intake& intake, Secret token, std::uint64_t maxMessageBytes)
    : m_intake(intake)
    , m_token(std::move(token))
    , m_maxMessageBytes(maxMessageBytes) { }

grpc::ServerGenericBidiReactor* OtlpGrpcService::CreateReactor(grpc::GenericCallbackServerContext* context) {
    const auto signal = signalOf(context->method());
    if (!signal) {
        m_intake.stats().refuse(Refusal::UnknownPath, "gRPC: " + context->method().substr(0, 200));
        return new RefusedCall({grpc::StatusCode::UNIMPLEMENTED, "Only the Export methods of OTLP are served here."});
    }
    std::string_view authorization;
    if (const auto found = context->client_metadata().find("authorization"); found != context->client_metadata().end())
        authorization = {found->second.data(), found->second.size()};
    std::optional<Refusal> refusal = m_intake.obstacle();
    if (!presentsToken(authorization, m_token))
        refusal = Refusal::Unauthorized;
    if (refusal) {
        m_intake.stats().refuse(*refusal, "gRPC: " + context->peer());
        return new RefusedCall(grpcStatus(Verdict::refused(*refusal, refusalText(*refusal))));
    }
    return new OtlpGrpcCall(m_intake, *signal, *context, m_maxMessageBytes);
}

} // namespace spanglass
