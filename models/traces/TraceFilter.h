#pragma once

#include "models/traces/TimeChoice.h"

#include <QObject>
#include <QTimer>

namespace spanglass {

/// What is asked of the trace list: the filter's text and the time. A text is applied when typing pauses or at once
/// with apply(); one that cannot be read leaves the last good filter in force. GUI thread.
class TraceFilter : public QObject {
    Q_OBJECT
public:
    explicit TraceFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void setTime(const TimeChoice& time);
    const TimeChoice& time() const { return m_time; }
    /// A time always has a beginning from now on, at first a day ago: asking about all time is slow or costly there.
    void requireBeginning();
    bool requiresBeginning() const { return m_requiresBeginning; }
    /// Takes the text now, without waiting for a pause. False when it cannot be read.
    bool apply();

    /// What is wrong with the text as it stands; told once typing pauses.
    const std::optional<FilterError>& error() const { return m_error; }
    const FilterPtr& filter() const { return m_filter; }
    /// The text of the filter in force.
    const QString& appliedText() const { return m_appliedText; }
    bool isNarrowed() const { return m_filter || m_time.kind != TimeChoice::Kind::All; }
    TimeRange range() const { return m_time.range(UnixNanos::now()); }

Q_SIGNALS:
    void queryChanged(); ///< filter or time in force
    void errorChanged();

private:
    QString m_text;
    QString m_appliedText;
    FilterPtr m_filter;
    std::optional<FilterError> m_error;
    TimeChoice m_time;
    bool m_requiresBeginning = false;
    QTimer m_pause;
};

} // namespace spanglass
