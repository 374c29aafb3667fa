#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

using namespace literals;

RefusalAnswer refusalAnswer(Refusal refusal, bool transient) {
    switch (refusal) {
    case Refusal::UnknownPath:
    case Refusal::TracesPathMissing:
        return {404, RpcCode::NotFound, {}};
    case Refusal::MethodNotAllowed:
        return {405, RpcCode::Unimplemented, {}};
    case Refusal::ContentTypeMissing:
    case Refusal::ContentTypeUnknown:
    case Refusal::GrpcOnHttpPort:
        return {415, RpcCode::InvalidArgument, {}};
    case Refusal::EncodingUnknown:
        return {415, RpcCode::Unimplemented, {}};
    case Refusal::BodyTooLarge:
        return {413, RpcCode::ResourceExhausted, {}};
    case Refusal::BodyTooSlow:
    case Refusal::HeadersTooSlow:
        return {408, RpcCode::DeadlineExceeded, {}};
    case Refusal::ExpectationUnknown:
        return {417, RpcCode::FailedPrecondition, {}};
    case Refusal::OriginForeign:
        return {403, RpcCode::PermissionDenied, {}};
    case Refusal::Unauthorized:
        return {401, RpcCode::Unauthenticated, {}};
    case Refusal::QueueFull:
        return {503, RpcCode::Unavailable, 1_s};
    case Refusal::TooManyConnections:
        return {503, RpcCode::Unavailable, 2_s};
    case Refusal::Paused:
    case Refusal::Stopping:
        return {503, RpcCode::Unavailable, 5_s};
    case Refusal::StoreFailed:
        return transient ? RefusalAnswer{503, RpcCode::Unavailable, 2_s} : RefusalAnswer{500, RpcCode::Internal, {}};
    default:
        return {};
    }
}

std::string refusalText(Refusal refusal, std::string_view detail) {
    const RefusalInfo& info = refusalInfo(refusal);
    std::string text = detail.empty() ? std::string(info.sentence.data(), info.sentence.size()) : std::string(detail);
    return text.append(" ").append(info.remedy.data(), info.remedy.size());
}

} // namespace spanglass
