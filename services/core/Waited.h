#pragma once

#include "services/core/Error.h"

#include <QFuture>
#include <QSemaphore>

#include <memory>

namespace spanglass {

/// Blocks until a future of a std::expected has ended, or cancels it once `cancelled()` says so. For worker threads.
template <class T, class Cancelled> T waited(QFuture<T> future, const Cancelled& cancelled) {
    constexpr int Step = 50; // ms
    const auto done = std::make_shared<QSemaphore>();
    future.then(QtFuture::Launch::Sync, [done](const QFuture<T>&) { done->release(); });
    while (!done->tryAcquire(1, Step) && !future.isFinished()) { // one that is cancelled calls nobody
        if (cancelled()) {
            future.cancel();
            break;
        }
    }
    if (!future.isCanceled() && future.resultCount() > 0)
        return future.result();
    typename T::error_type stopped;
    stopped.code = ErrorCode::Cancelled;
    stopped.message = QStringLiteral("Cancelled.");
    return std::unexpected(stopped);
}

} // namespace spanglass
