#pragma once

#include "services/core/Error.h"

#include <QFutureWatcher>
#include <QPromise>

#include <memory>

namespace spanglass {

/// Ends `to` with what `turn` makes of the result of `from`, on the thread of `context`; passes the progress on, and a
/// cancelling the other way. `keep` lives until then.
template <class T, class From, class Turn>
void relayResult(QObject* context, const QFuture<From>& from, const std::shared_ptr<QPromise<Result<T>>>& to,
    std::shared_ptr<void> keep, Turn turn) {
    auto* source = new QFutureWatcher<From>(context);
    auto* asked = new QFutureWatcher<Result<T>>(source);
    QObject::connect(asked, &QFutureWatcherBase::canceled, source, &QFutureWatcherBase::cancel);
    QObject::connect(source, &QFutureWatcherBase::progressValueChanged, source,
        [source, to](int value) { to->setProgressValueAndText(value, source->progressText()); });
    QObject::connect(source, &QFutureWatcherBase::finished, source, [source, to, keep, turn = std::move(turn)] {
        source->deleteLater();
        if (source->future().resultCount() > 0)
            to->addResult(turn(source->future().result()));
        else
            to->future().cancel();
        to->finish();
    });
    asked->setFuture(to->future());
    source->setFuture(from);
}

/// The same with what `read` makes of a good result. An error of any kind that is an Error is passed on.
template <class T, class From, class Read>
void relay(QObject* context, const QFuture<From>& from, const std::shared_ptr<QPromise<Result<T>>>& to,
    std::shared_ptr<void> keep, Read read) {
    relayResult<T>(context, from, to, std::move(keep), [read = std::move(read)](const From& result) {
        return result ? read(*result) : Result<T>(std::unexpected(Error(result.error())));
    });
}

/// The same with the result as it is.
template <class T>
void relay(QObject* context, const QFuture<Result<T>>& from, const std::shared_ptr<QPromise<Result<T>>>& to) {
    relayResult<T>(context, from, to, {}, [](const Result<T>& result) { return result; });
}

/// A promise that is under way.
template <class T> std::shared_ptr<QPromise<Result<T>>> startedPromise() {
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

} // namespace spanglass
