#pragma once

#include "services/auth/ApiMessage.h"
#include "services/core/ConnectionSettings.h"

#include <QFuture>

#include <memory>

namespace spanglass {

class AuthThread;
class HttpClient;
class TokenProvider;

/// The REST calls of one connection: signs them, renews the token once after a 401, and turns every way in which the
/// other side says no into an ApiError. Any thread; no event loop is needed in the caller's.
class ApiClient {
public:
    /// `http` and `thread` must outlive this and its calls.
    ApiClient(
        ConnectionSettings connection, std::shared_ptr<TokenProvider> tokens, HttpClient& http, AuthThread& thread);
    ~ApiClient();
    ApiClient(const ApiClient&) = delete;
    ApiClient& operator=(const ApiClient&) = delete;

    const ConnectionSettings& connection() const;

    /// A status under 400 is an answer, any other an ApiError. GET is repeated where the reference (section 11) says
    /// so; nothing else is repeated after a time-out. Cancelling the future aborts the call at once.
    QFuture<ApiResult> call(ApiRequest request);

    /// A GET without any credentials, as links to external storage need. `url` is never logged: it is a credential
    /// itself.
    QFuture<ApiResult> fetchLink(QUrl url, LinkLimits limits = {});

    /// The token that calls are signed with at present.
    TokenProvider& tokens() const;

private:
    class Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace spanglass
