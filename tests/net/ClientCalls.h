#pragma once

#include "services/net/HttpClient.h"

namespace spanglass::test {

/// A GET whose deadline does not matter to a test.
inline HttpRequest get(const QUrl& url) {
    HttpRequest request;
    request.url = url;
    request.deadline = std::chrono::seconds(20);
    return request;
}

/// Waits; a call that was cancelled fails as Cancelled.
inline HttpResult resultOf(QFuture<HttpResult> future) {
    future.waitForFinished();
    return future.resultCount() > 0 ? future.result()
                                    : std::unexpected(transportFailure(TransportFault::Cancelled, {}));
}

} // namespace spanglass::test
