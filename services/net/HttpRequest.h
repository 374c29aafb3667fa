#pragma once

#include "services/core/Secret.h"
#include "services/net/BodyPipe.h"
#include "services/net/HttpMessage.h"
#include "services/net/TransportFault.h"

#include <QUrl>

#include <chrono>
#include <expected>
#include <functional>
#include <memory>

namespace spanglass {

/// How often a request may be tried when that is safe: after 429, after 503 with Retry-After, after 503 without it and
/// after a connection that could not be made for methods that may be repeated (GET, HEAD, OPTIONS, PUT, DELETE).
struct RetryRule {
    int maxTries = 5;
    std::chrono::milliseconds maxTime{60'000}; ///< from the first try; never beyond the request's deadline

    static RetryRule never() { return {1, std::chrono::milliseconds{0}}; }
};

/// Any HTTP answer, 4xx and 5xx included.
struct HttpAnswer {
    int status = 0;
    HttpFields fields; ///< names in lower case
    QByteArray body; ///< inflated
    QUrl url; ///< after redirects
    QByteArray requestId; ///< x-request-id
    std::chrono::nanoseconds duration{0}; ///< the last try's
    int tries = 1;

    /// The first value under a lower-case name; empty when absent.
    std::string_view field(std::string_view lowerName) const { return fieldValue(fields, lowerName); }
};

using HttpResult = std::expected<HttpAnswer, HttpFailure>;

struct HttpRequest {
    QByteArray method = QByteArrayLiteral("GET");
    QUrl url; ///< http or https; http leaves this computer only without `authorization`
    HttpFields fields; ///< User-Agent, Accept-Encoding and Content-Length are added when absent
    Secret authorization; ///< the whole Authorization value ("Bearer ..."); never sent to another origin
    QByteArray body;
    std::chrono::milliseconds deadline{60'000}; ///< for everything: queue, tries, waits and the answer
    qint64 maxBody = 64 << 20; ///< bytes of the answer after inflation
    RetryRule retry;
    /// Where the body of a 2xx answer goes instead of HttpAnswer::body; `finish` is called on it in any case.
    std::shared_ptr<BodyPipe> pipe;
    /// For a caller whose own future covers several requests: asked on the client's thread about 100 times a second;
    /// true cancels the request.
    std::function<bool()> abandoned;
    /// Called with the result before the future ends, on the client's thread, which it must not hold up. For callers
    /// that cannot afford to look at futures; exactly once, also with failures and for what was cancelled.
    std::function<void(const HttpResult&)> answered;
};

} // namespace spanglass
