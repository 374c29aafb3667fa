#pragma once

#include "services/core/Error.h"

#include <QElapsedTimer>
#include <QFutureWatcher>

#include <functional>
#include <optional>

namespace spanglass {

/// One thing that is asked for and shown: nothing yet, under way with what is waited for, an answer, or a failure. A
/// newer question takes the place of an older one. GUI thread.
template <class T> class Step {
public:
    /// `changed` is called whenever there is something new to show.
    explicit Step(std::function<void()> changed)
        : m_changed(std::move(changed)) { }
    ~Step() { forget(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

    void ask(const QFuture<Result<T>>& future, std::function<void(const T&)> then = {}) {
        forget();
        m_since.start();
        m_watcher = new QFutureWatcher<Result<T>>;
        QObject::connect(m_watcher, &QFutureWatcherBase::progressTextChanged, m_watcher, [this](const QString& text) {
            m_progress = text;
            m_changed();
        });
        QObject::connect(m_watcher, &QFutureWatcherBase::finished, m_watcher, [this, then = std::move(then)] {
            const QFuture<Result<T>> done = m_watcher->future();
            std::exchange(m_watcher, nullptr)->deleteLater();
            if (done.resultCount() > 0 && done.result())
                m_value = *done.result();
            else if (done.resultCount() > 0)
                m_error = done.result().error();
            else
                m_error = Error{ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}};
            if (m_value && then)
                then(*m_value);
            m_changed();
        });
        m_watcher->setFuture(future);
        m_changed();
    }

    /// Ends as Cancelled when it is under way.
    void cancel() {
        if (m_watcher)
            m_watcher->cancel();
    }

    /// Nothing has been asked.
    void forget() {
        if (m_watcher) {
            m_watcher->disconnect();
            m_watcher->future().cancel();
            std::exchange(m_watcher, nullptr)->deleteLater();
        }
        m_value.reset();
        m_error.reset();
        m_progress.clear();
    }

    bool isBusy() const { return m_watcher != nullptr; }
    bool isIdle() const { return !m_watcher && !m_value && !m_error; }
    const std::optional<T>& value() const { return m_value; }
    const std::optional<Error>& error() const { return m_error; }
    /// What is waited for; empty when the other side does not say.
    const QString& progress() const { return m_progress; }
    qint64 seconds() const { return m_watcher ? m_since.elapsed() / 1000 : 0; }

private:
    std::function<void()> m_changed;
    QFutureWatcher<Result<T>>* m_watcher = nullptr;
    QElapsedTimer m_since;
    QString m_progress;
    std::optional<T> m_value;
    std::optional<Error> m_error;
};

} // namespace spanglass
