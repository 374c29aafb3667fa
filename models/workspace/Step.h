#pragma once

#include "models/common/Awaited.h"

#include <QElapsedTimer>

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
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

    void ask(const QFuture<Result<T>>& future, std::function<void(const T&)> then = {}) {
        forget();
        m_since.start();
        const auto take = [this, then = std::move(then)](const Result<T>& answer) {
            if (answer)
                m_value = *answer;
            else
                m_error = answer.error();
            if (m_value && then)
                then(*m_value);
            m_changed();
        };
        m_answer.ask(future, take, [this](const auto&) { m_changed(); });
        m_changed();
    }

    /// Ends as Cancelled when it is under way.
    void cancel() { m_answer.cancel(); }

    /// Nothing has been asked.
    void forget() {
        m_answer.drop();
        m_value.reset();
        m_error.reset();
    }

    bool isBusy() const { return m_answer.isPending(); }
    bool isIdle() const { return !isBusy() && !m_value && !m_error; }
    const std::optional<T>& value() const { return m_value; }
    const std::optional<Error>& error() const { return m_error; }
    /// What is waited for; empty when the other side does not say.
    QString progress() const { return m_answer.progressText(); }
    qint64 seconds() const { return isBusy() ? m_since.elapsed() / 1000 : 0; }

private:
    std::function<void()> m_changed;
    Awaited<T> m_answer;
    QElapsedTimer m_since;
    std::optional<T> m_value;
    std::optional<Error> m_error;
};

} // namespace spanglass
