#pragma once

#include "services/auth/ApiMessage.h"
#include "services/net/HttpRequest.h"

namespace spanglass {

class CheckContext;

/// What the host of a connection answers to a request that shows no credentials.
struct Knock {
    QUrl url;
    QString proxy = {}; ///< address that it went through; empty when it went there directly
    HttpResult result = std::unexpected(HttpFailure{});
    std::optional<ApiError> page = {}; ///< a page for people came instead of the host's own answer
};

/// Asked once in a run. Errors: those of CheckContext::api.
Result<Knock> knock(CheckContext& context);

} // namespace spanglass
