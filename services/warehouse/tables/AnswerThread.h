#pragma once

#include "services/core/Error.h"
#include "services/core/SqlTable.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThread>

#include <functional>

namespace spanglass {

/// Turns the answers of a SqlWarehouse into what was asked for, on a thread of its own with an event loop. Cancelling
/// the future that it gives cancels the statement; the statement's progress is passed on. Any thread may call decode().
/// Destroying it cancels what is left.
class AnswerThread {
public:
    AnswerThread();
    ~AnswerThread();
    AnswerThread(const AnswerThread&) = delete;
    AnswerThread& operator=(const AnswerThread&) = delete;

    /// `read` runs on the thread, unless the statement failed or was cancelled.
    template <class T, class Read> QFuture<Result<T>> decode(QFuture<Result<SqlTable>> answer, Read read) {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        const QFuture<Result<T>> future = promise->future();
        post([this, promise, answer, read = std::move(read)] {
            auto* asked = new QFutureWatcher<Result<T>>(m_context);
            auto* answered = new QFutureWatcher<Result<SqlTable>>(asked);
            QObject::connect(asked, &QFutureWatcherBase::canceled, answered, &QFutureWatcherBase::cancel);
            QObject::connect(answered, &QFutureWatcherBase::progressValueChanged, asked,
                [promise, answered](int value) { promise->setProgressValueAndText(value, answered->progressText()); });
            QObject::connect(answered, &QFutureWatcherBase::finished, asked, [promise, asked, answered, read] {
                const QFuture<Result<SqlTable>> done = answered->future();
                if (done.resultCount() > 0 && !promise->isCanceled()) {
                    const Result<SqlTable> table = done.result();
                    promise->addResult(table ? read(*table) : Result<T>(std::unexpected(table.error())));
                } else if (!promise->isCanceled()) {
                    promise->addResult(Result<T>(std::unexpected(stopped())));
                }
                promise->finish();
                asked->deleteLater();
            });
            asked->setFuture(promise->future());
            answered->setFuture(answer);
        });
        return future;
    }

private:
    static Error stopped();
    void post(std::function<void()> work);

    QThread m_thread;
    QObject* m_context; ///< lives on the thread
};

} // namespace spanglass
