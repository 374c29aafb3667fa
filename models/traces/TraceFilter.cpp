#include "models/traces/TraceFilter.h"

namespace spanglass {

namespace {
constexpr int TypingPauseMs = 250;
constexpr int DayMinutes = 24 * 60;
} // namespace

TraceFilter::TraceFilter(QObject* parent)
    : QObject(parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TraceFilter::apply);
}

void TraceFilter::setText(const QString& text) {
    if (m_text == text)
        return;
    m_text = text;
    m_pause.start();
}

void TraceFilter::setTime(const TimeChoice& time) {
    const TimeChoice wanted = m_requiresBeginning && !time.hasBeginning() ? TimeChoice::lastMinutes(DayMinutes) : time;
    if (m_time == wanted)
        return;
    m_time = wanted;
    Q_EMIT queryChanged();
}

void TraceFilter::requireBeginning() {
    m_requiresBeginning = true;
    setTime(m_time);
}

bool TraceFilter::apply() {
    m_pause.stop();
    std::expected<FilterPtr, FilterError> parsed = parseFilter(m_text);
    const bool hadError = m_error.has_value();
    m_error = parsed ? std::nullopt : std::optional(parsed.error());
    if (hadError || m_error)
        Q_EMIT errorChanged();
    if (!parsed)
        return false;
    if (m_appliedText == m_text)
        return true;
    m_filter = *parsed;
    m_appliedText = m_text;
    Q_EMIT queryChanged();
    return true;
}

} // namespace spanglass
