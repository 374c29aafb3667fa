#pragma once

#include "services/core/Error.h"

#include <QFutureWatcher>

#include <functional>
#include <utility>

namespace spanglass {

/// Waits for one answer at a time: a newer question cancels and forgets the older one, and destruction forgets it too,
/// so the callback may use its owner freely. GUI thread; the callback always comes from the event loop.
template <class T> class Awaited {
public:
    using Watcher = QFutureWatcher<Result<T>>;

    Awaited() = default;
    Awaited(const Awaited&) = delete;
    Awaited& operator=(const Awaited&) = delete;
    ~Awaited() { drop(); }

    /// `progressed` is called whenever the other side tells how far it is.
    void ask(QFuture<Result<T>> future, std::function<void(Result<T>)> then,
        std::function<void(const Watcher&)> progressed = {}) {
        drop();
        m_watcher = new Watcher;
        if (progressed)
            QObject::connect(m_watcher, &QFutureWatcherBase::progressValueChanged, m_watcher,
                [watcher = m_watcher, progressed = std::move(progressed)] { progressed(*watcher); });
        QObject::connect(m_watcher, &QFutureWatcherBase::finished, m_watcher, [this, then = std::move(then)] {
            const QFuture<Result<T>> done = m_watcher->future();
            release();
            // A future that its maker cancelled ends without a result.
            then(done.resultCount() > 0 ? done.result() : failure(ErrorCode::Cancelled, QStringLiteral("Cancelled")));
        });
        m_watcher->setFuture(future);
    }

    void drop() {
        if (!m_watcher)
            return;
        m_watcher->disconnect();
        m_watcher->future().cancel();
        release();
    }

    /// It then ends as Cancelled.
    void cancel() {
        if (m_watcher)
            m_watcher->cancel();
    }

    bool isPending() const { return m_watcher != nullptr; }
    /// What it waits for, where the other side says.
    QString progressText() const { return m_watcher ? m_watcher->progressText() : QString(); }

private:
    void release() { std::exchange(m_watcher, nullptr)->deleteLater(); }

    Watcher* m_watcher = nullptr;
};

} // namespace spanglass
