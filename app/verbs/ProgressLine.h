#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QString>

#include <functional>

namespace spanglass {

/// One line of progress that is written over again and again, for work that takes longer than half a second. One thread
/// at a time.
class ProgressLine {
public:
    static constexpr qint64 PatienceMs = 500; ///< before the first line
    static constexpr qint64 BetweenMs = 100; ///< from one line to the next

    using Write = std::function<void(const QByteArray&)>;
    using Clock = std::function<qint64()>; ///< milliseconds since the work began

    /// On standard error, when that is a terminal.
    ProgressLine();
    /// An empty `write` shows nothing.
    ProgressLine(Write write, Clock clock);
    ~ProgressLine() { clear(); }

    void show(const QString& line);
    /// Makes room for other output.
    void clear();

private:
    Write m_write;
    Clock m_clock;
    QElapsedTimer m_began;
    QString m_shown;
    qint64 m_nextMs = PatienceMs;
};

} // namespace spanglass
