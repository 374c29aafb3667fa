#pragma once

#include "services/core/Nanos.h"
#include "services/core/Refusal.h"

#include <optional>

namespace spanglass {

/// The canonical codes of google.rpc.Code, which gRPC shares.
enum class RpcCode : int {
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    Unauthenticated = 16,
};

/// How a request as a whole is refused on either transport (OTLP specification, "Failures" of HTTP and gRPC).
struct RefusalAnswer {
    int httpStatus = 400;
    RpcCode rpc = RpcCode::InvalidArgument;
    std::optional<Nanos> retryDelay; ///< set exactly where the sender should try again
};

/// `transient` matters for StoreFailed alone: whether the same request may succeed later.
RefusalAnswer refusalAnswer(Refusal refusal, bool transient = false);

/// The sentence for the sender, with the remedy behind it; `detail` takes the fixed sentence's place when not empty.
std::string refusalText(Refusal refusal, std::string_view detail = {});

} // namespace spanglass
