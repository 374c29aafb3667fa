#pragma once

#include "services/core/Trace.h"
#include "ui/common/Theme.h"

#include <QFontMetrics>

#include <vector>

namespace spanglass {

class TraceSession;

/// Fonts, colours and measures of the waterfall's rows, made once per palette, font and trace rather than per paint.
class RowStyle {
public:
    RowStyle(const QPalette& palette, const QFont& font);

    QPalette palette;
    QFont font;
    QFont numbers; ///< durations
    QFontMetrics metrics;
    QFontMetrics numberMetrics;
    ThemeColors colors;
    int rowHeight;

    static constexpr int Indent = 16;
    static constexpr int IconSize = 16;
    static constexpr int Pad = 8;

    /// The colour of a service by its text index in the trace.
    const QColor& serviceOf(const Trace& trace, std::uint32_t service) const;
    void forgetTrace() { m_services.clear(); }

private:
    mutable std::vector<QColor> m_services;
};

/// Icon for a span: what it is to an LLM library where that is known, else its kind.
QLatin1StringView spanIcon(const Trace& trace, const TraceNode& node);
/// What stands for the name of a row: "missing parent <id>" for a placeholder.
QString rowName(const Trace& trace, const TraceNode& node);
/// What is odd about a row, in words: "shared id", "cycle cut here", "ends before it starts"; empty when nothing is.
QStringList rowRemarks(const TraceNode& node);
/// Everything a person listening needs of a row: name, service, duration, status, level.
QString spokenRow(const TraceSession& session, std::uint32_t row);
/// The tooltip, plain text.
QString rowToolTip(const TraceSession& session, std::uint32_t row);

} // namespace spanglass
