#pragma once

#include <QFutureWatcher>
#include <QPromise>

#include <expected>
#include <functional>
#include <memory>
#include <optional>

namespace spanglass {

/// Calls `then` on the thread of `context` when the future has ended: with its result, or nullopt when it was
/// cancelled. Not at all when the context goes first. To be called on the thread of `context`.
template <class T, class Then> void whenDone(QObject* context, const QFuture<T>& future, Then then) {
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, then = std::move(then)]() mutable {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater();
        then(done.resultCount() > 0 ? std::optional<T>(done.result()) : std::nullopt);
    });
    watcher->setFuture(future);
}

/// Calls `then` on the thread of `context` if the future is cancelled before it ends.
template <class T, class Then> void whenCancelled(QObject* context, const QFuture<T>& future, Then then) {
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher, std::move(then));
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
}

/// A promise that several callbacks may hold. One that is dropped unfulfilled ends as cancelled.
template <class T> class Promised {
public:
    Promised()
        : m_promise(std::make_shared<QPromise<T>>()) {
        m_promise->start();
    }

    QFuture<T> future() const { return m_promise->future(); }
    bool isAbandoned() const { return m_promise->isCanceled(); }
    void give(T result) const {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }
    /// Without a result.
    void withdraw() const {
        m_promise->future().cancel();
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<T>> m_promise;
};

/// Calls `then` with the value of a std::expected when the future has ended well; otherwise `promise` gets its error,
/// or is withdrawn when the future was cancelled. Where and when as whenDone().
template <class Good, class Asked, class Then>
void whenGood(QObject* context, const QFuture<Good>& future, const Promised<Asked>& promise, Then then) {
    whenDone(context, future, [promise, then = std::move(then)](std::optional<Good> done) mutable {
        if (!done)
            return promise.withdraw();
        if (!*done)
            return promise.give(std::unexpected(done->error()));
        then(**std::move(done));
    });
}

template <class T> QFuture<T> readyFuture(T value) {
    Promised<T> promise;
    promise.give(std::move(value));
    return promise.future();
}

} // namespace spanglass
