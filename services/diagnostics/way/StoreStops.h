#pragma once

#include "services/diagnostics/way/FollowTrace.h"

namespace spanglass {

/// What the local store tells of a trace: whether the receiver took it, and what became of it when it was passed on.
class StoreStops {
public:
    StoreStops(TraceId trace, const WayPorts& ports);

    WayStop receiver() const;
    WayStop forwarder() const;
    WayStop endpoint() const;

private:
    Result<SqlTable> ask(const QString& sql, std::uint64_t rows) const;

    const QString m_trace;
    const WayPorts& m_ports;
    std::optional<Error> m_problem; ///< why the store cannot be asked
    SqlTable m_taken; ///< one row: spans, roots, arrival, sender
    SqlTable m_sent; ///< a row for each request that carried it on, the latest first
};

} // namespace spanglass
