#pragma once

#include "services/core/Error.h"

#include <QByteArrayView>
#include <QFuture>

#include <functional>
#include <mutex>

namespace spanglass {

/// Where a verb writes, and how it learns that nobody waits for it any longer. A verb runs on a worker thread and may
/// block in write() and wait(); cancel() comes from another.
class VerbIo {
public:
    virtual ~VerbIo() = default;

    /// Standard output. False when nobody reads it any more: the verb should end.
    virtual bool write(QByteArrayView bytes) = 0;
    /// Standard error; one line, without its newline.
    virtual void complain(const QString& line) = 0;
    /// How far the verb is, for a person who waits; shown or not as the other side likes.
    virtual void progress(const QString& line) = 0;

    void cancel();
    bool isCancelled() const;

    /// Blocks until `future` has ended; cancel() cancels it.
    template <class T, class E> Result<T> wait(QFuture<std::expected<T, E>> future) {
        onCancel([future]() mutable { future.cancel(); });
        future.waitForFinished();
        onCancel({});
        // A cancelled future ends without a result.
        if (future.resultCount() == 0)
            return failure(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        return future.result();
    }

private:
    void onCancel(std::function<void()> stop);

    mutable std::mutex m_mutex;
    std::function<void()> m_stop;
    bool m_cancelled = false;
};

/// Says why the verb failed; gives its exit status.
int fail(VerbIo& io, const Error& error);

} // namespace spanglass
