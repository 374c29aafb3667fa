#pragma once

#include "services/diagnostics/way/FollowTrace.h"

namespace spanglass {

/// What the workspace tells of a trace: whether its rows are in the table, can be read, and show in the experiment.
class TableStops {
public:
    TableStops(TraceId trace, const WayPorts& ports);

    WayStop table();
    WayStop warehouse();
    WayStop experiment();

private:
    Result<SqlTable> ask(const QString& columns) const;
    /// The stop when nothing can be asked; nothing when it can.
    std::optional<WayStop> obstacle(WayStation station) const;

    const TraceId m_trace;
    const WayPorts& m_ports;
    qulonglong m_rows = 0;
    qulonglong m_roots = 0;
    UnixNanos m_start;
};

} // namespace spanglass
