#pragma once

#include "services/auth/AuthPorts.h"
#include "services/auth/SignInFault.h"
#include "services/net/HttpClient.h"

#include <QFuture>

namespace spanglass {

/// A request that failed below HTTP, as a sign-in failure: its own sentences, under the name that fits.
SignInError signInError(const HttpFailure& failure);

/// How far this machine's clock is ahead of the answer's Date field, in seconds; unset without a readable one.
std::optional<qint64> clockLead(const HttpFields& fields, const QDateTime& now);

/// ClockSkew, when the clocks are more than five minutes apart; tokens are then refused for no other reason.
std::optional<SignInError> clockFault(const HttpFields& fields, const QDateTime& now, const QString& host);

/// Sends a request whose answer is at most 1 MiB, and reads the outcome on the client's thread. The future ends without
/// a result when it is cancelled, or when `abandoned` says so.
template <class T>
QFuture<T> sendAndRead(
    HttpClient& http, HttpRequest request, Abandoned abandoned, std::function<T(const HttpResult&)> read);

} // namespace spanglass

#include "services/auth/WhenDone.h"

namespace spanglass {

template <class T>
QFuture<T> sendAndRead(
    HttpClient& http, HttpRequest request, Abandoned abandoned, std::function<T(const HttpResult&)> read) {
    Promised<T> promise;
    request.maxBody = 1 << 20;
    request.abandoned
        = [promise, abandoned = std::move(abandoned)] { return promise.isAbandoned() || (abandoned && abandoned()); };
    http.send(std::move(request)).then([promise, read = std::move(read)](const QFuture<HttpResult>& done) {
        if (done.resultCount() > 0)
            promise.give(read(done.result()));
        else
            promise.withdraw();
    });
    return promise.future();
}

} // namespace spanglass
