#pragma once

#include "services/core/Secret.h"
#include "services/receiver/Intake.h"

#include <grpcpp/generic/async_generic_service.h>

namespace spanglass {

/// The three Export methods of OTLP over gRPC, by name, so that our own decoder sees the exact bytes. gRPC's threads.
class OtlpGrpcService final : public grpc::CallbackGenericService {
public:
    OtlpGrpcService(Intake& intake, Secret token, std::uint64_t maxMessageBytes);

    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

private:
    Intake& m_intake;
    Secret m_token;
    std::uint64_t m_maxMessageBytes;
};

} // namespace spanglass
