#pragma once

#include "services/store/duckdb/Connection.h"

#include <QFuture>
#include <QPromise>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <new>
#include <thread>

namespace spanglass {

class Store;

/// What a piece of reading work may use. Valid while the work runs, on its thread.
class ReadContext {
public:
    virtual ~ReadContext() = default;
    virtual duck::Connection& connection() = 0;
    /// True once the future was cancelled or the deadline has passed: give up between two chunks.
    virtual bool isStopped() const = 0;
    virtual void setProgress(int done, int total) = 0;
    /// For work whose end is not known: what has been done.
    virtual void setProgressText(const QString& text) = 0;
};

/// Threads that read the store, one for each connection. Cancelling a future, or its deadline, interrupts
/// the query that works for it. Any thread may call run(); destroying the pool cancels what is left and waits for it.
class ReaderPool {
public:
    explicit ReaderPool(std::vector<std::unique_ptr<duck::Connection>> connections);
    ~ReaderPool();
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    /// Runs `work` when a thread is free. Past the deadline the answer is TimedOut.
    template <class T>
    QFuture<Result<T>> run(
        std::function<Result<T>(ReadContext&)> work, std::chrono::milliseconds deadline = std::chrono::minutes(2)) {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        Task task;
        task.deadline = std::chrono::steady_clock::now() + deadline;
        task.isCancelled = [promise] { return promise->isCanceled(); };
        task.cancel = [promise] { promise->future().cancel(); };
        task.setProgress = [promise](int done, int total) {
            promise->setProgressRange(0, total);
            promise->setProgressValue(done);
        };
        task.setProgressText = [promise](const QString& text) {
            // A text is only taken with a greater value.
            promise->setProgressValueAndText(promise->future().progressValue() + 1, text);
        };
        task.run = [promise, work = std::move(work)](ReadContext& context) {
            Result<T> result = std::unexpected(outOfMemory());
            try {
                result = work(context);
            } catch (const std::bad_alloc&) {
                // The answer says so; what the work held has been freed on the way here.
            }
            if (!result && context.isStopped() && !promise->isCanceled())
                result = std::unexpected(timedOut());
            promise->addResult(std::move(result));
        };
        task.finish = [promise] { promise->finish(); };
        add(std::move(task));
        return future;
    }

private:
    struct Task {
        std::chrono::steady_clock::time_point deadline;
        std::function<bool()> isCancelled;
        std::function<void()> cancel;
        std::function<void(int, int)> setProgress;
        std::function<void(const QString&)> setProgressText;
        std::function<void(ReadContext&)> run;
        std::function<void()> finish;

        bool isStopped() const { return isCancelled() || std::chrono::steady_clock::now() >= deadline; }
    };
    struct Reader;

    static Error timedOut();
    static Error outOfMemory();
    void add(Task task);
    void read(Reader& reader);
    void watch();

    std::mutex m_mutex;
    std::condition_variable m_work;
    std::condition_variable m_running; ///< wakes the thread that watches for cancels
    std::deque<Task> m_tasks;
    int m_busy = 0;
    bool m_stopping = false;
    std::vector<std::unique_ptr<Reader>> m_readers;
    std::thread m_watcher;
};

std::vector<std::unique_ptr<duck::Connection>> newReaders(Store& store, int count);

} // namespace spanglass
