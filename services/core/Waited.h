#pragma once

#include "services/core/Error.h"

#include <QFuture>
#include <QThread>

#include <algorithm>

namespace spanglass {

/// Blocks until a future of a std::expected has ended, or cancels it once `cancelled()` says so. For worker threads.
template <class T, class Cancelled> T waited(QFuture<T> future, const Cancelled& cancelled) {
    // Looks now and then: Qt 6.4 may run a continuation that is added while the future ends with an empty promise.
    constexpr unsigned long Most = 20; // ms
    for (unsigned long step = 1; !future.isFinished(); step = std::min(2 * step, Most)) {
        if (cancelled()) {
            future.cancel();
            break;
        }
        QThread::msleep(step);
    }
    if (!future.isCanceled() && future.resultCount() > 0)
        return future.result();
    typename T::error_type stopped;
    stopped.code = ErrorCode::Cancelled;
    stopped.message = QStringLiteral("Cancelled.");
    return std::unexpected(stopped);
}

} // namespace spanglass
