#pragma once

#include "services/core/Error.h"

#include <QFutureWatcher>
#include <QPromise>

#include <memory>

namespace spanglass {

/// Ends `to` with what `read` makes of the result of `from`, on the thread of `context`; passes the progress on, and a
/// cancelling the other way. `keep` lives until then. An error of any kind that is an Error is passed on.
template <class T, class From, class Read>
void relay(QObject* context, const QFuture<From>& from, const std::shared_ptr<QPromise<Result<T>>>& to,
    std::shared_ptr<void> keep, Read read) {
    auto* source = new QFutureWatcher<From>(context);
    auto* asked = new QFutureWatcher<Result<T>>(source);
    QObject::connect(asked, &QFutureWatcherBase::canceled, source, &QFutureWatcherBase::cancel);
    QObject::connect(source, &QFutureWatcherBase::progressValueChanged, source,
        [source, to](int value) { to->setProgressValueAndText(value, source->progressText()); });
    QObject::connect(source, &QFutureWatcherBase::finished, source, [source, to, keep, read = std::move(read)] {
        source->deleteLater();
        if (source->future().resultCount() > 0) {
            const From result = source->future().result();
            to->addResult(result ? read(*result) : Result<T>(std::unexpected(Error(result.error()))));
        } else {
            to->future().cancel();
        }
        to->finish();
    });
    asked->setFuture(to->future());
    source->setFuture(from);
}

/// A promise that is under way.
template <class T> std::shared_ptr<QPromise<Result<T>>> startedPromise() {
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

} // namespace spanglass
