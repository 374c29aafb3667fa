#pragma once

#include "services/auth/ApiMessage.h"
#include "services/auth/AuthPorts.h"
#include "services/core/ConnectionSettings.h"

#include <QFuture>

namespace spanglass {

class TokenProvider;

struct ApiOptions {
    int maxTries = 3; ///< of a GET that the server failed (databricks-api.md section 11)
    std::chrono::milliseconds retryStep{1'000}; ///< before the second try; twice that before the third, plus jitter
};

/// Reads one page of a list and gives what asks for the next page; empty at the end. Called on the sign-in thread.
using PageReader = std::function<Result<QString>(const ApiAnswer& page)>;

/// The REST calls of one connection: signs them, renews the token once after a 401, and turns every way in which the
/// other side says no into an ApiError. Any thread; no event loop is needed in the caller's.
class ApiClient {
public:
    ApiClient(
        ConnectionSettings connection, std::shared_ptr<TokenProvider> tokens, AuthPorts ports, ApiOptions options = {});
    ~ApiClient(); ///< calls under way go on
    ApiClient(const ApiClient&) = delete;
    ApiClient& operator=(const ApiClient&) = delete;

    const ConnectionSettings& connection() const;
    TokenProvider& tokens() const;

    /// A 2xx status is an answer, any other an ApiError. A GET is repeated where databricks-api.md section 11 says so;
    /// another method only when the server says by 429 or 503 that it has not begun. Cancelling the future aborts the
    /// call at once; it then ends without a result.
    QFuture<ApiResult> call(ApiRequest request);

    /// A GET without any credentials of this connection, as links to external storage need.
    QFuture<ApiResult> fetchLink(LinkRequest link);

    /// All pages of a list, in order: GETs `first`, then again with the reader's token as `tokenName` in the query. An
    /// empty page with a token is not the end. Errors: those of call() and of the reader; LimitHit after 10,000 pages
    /// or when a token repeats.
    QFuture<ApiOutcome<>> readPages(
        ApiRequest first, PageReader reader, QString tokenName = QStringLiteral("page_token"));

private:
    class Shared;
    class Call;
    class Pages;
    std::shared_ptr<Shared> m_shared;
};

/// "spanglass/1.0 qt/6.4.2 os/linux auth/browser" (databricks-api.md 1.7: pairs of name and version).
QByteArray userAgent(CredentialKind credential);

} // namespace spanglass
