#pragma once

#include "services/net/Inflater.h"
#include "services/receiver/Intake.h"

#include <grpcpp/generic/async_generic_service.h>

namespace spanglass {

/// One Export call. Takes the message's bytes as they came, still compressed: gRPC 1.51 would inflate without a limit.
/// Deletes itself when gRPC is done with it.
class OtlpGrpcCall final : public grpc::ServerGenericBidiReactor {
public:
    /// `context` outlives the call.
    OtlpGrpcCall(
        Intake& intake, Signal signal, grpc::GenericCallbackServerContext& context, std::uint64_t maxMessageBytes);

    void OnReadDone(bool ok) override;
    void OnDone() override { delete this; }

private:
    bool inflate();
    void finish(const Verdict& verdict);
    void refuseCompression();
    void refuse(Refusal refusal, std::string_view example);

    grpc::GenericCallbackServerContext& m_context;
    Intake& m_intake;
    ExportRequest m_request;
    std::uint64_t m_limit;
    grpc::ByteBuffer m_message;
    grpc::ByteBuffer m_reply;
};

/// The gRPC status of a refusal, with a google.rpc.Status as its details.
grpc::Status grpcStatus(const Verdict& verdict);

} // namespace spanglass
