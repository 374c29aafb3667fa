#pragma once

#include "services/auth/ApiMessage.h"

#include <QFutureWatcher>

namespace spanglass {

/// A watcher that cancels its call when it goes.
class CallWatcher : public QFutureWatcher<ApiResult> {
public:
    using QFutureWatcher::QFutureWatcher;
    ~CallWatcher() override { future().cancel(); }
};

/// Whether a call failed because the connection did not come about or ended before the answer was complete.
inline bool isLost(const ApiError& error) {
    return error.fault.httpStatus == 0 && error.fault.signIn == SignInFault::Unreachable;
}

/// Gives a call's answer to `done` in the thread of `owner`. When `owner` goes first, the call is cancelled. A call
/// that was cancelled by somebody else answers with Cancelled.
template <class Done> void watchCall(QFuture<ApiResult> call, QObject* owner, Done done) {
    auto* watcher = new CallWatcher(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)] {
        const QFuture<ApiResult> answered = watcher->future();
        watcher->deleteLater();
        if (answered.resultCount() > 0)
            done(answered.result());
        else
            done(ApiResult(
                std::unexpected(ApiError{{ErrorCode::Cancelled, QStringLiteral("The call was cancelled."), {}}, {}})));
    });
    watcher->setFuture(call);
}

} // namespace spanglass
