#include "services/replay/arrival/ServerArrivals.h"

#include "services/core/Waited.h"

namespace spanglass {

ServerArrivals::ServerArrivals(Fetch fetch, QString where)
    : m_fetch(std::move(fetch))
    , m_where(std::move(where)) { }

Result<std::vector<SpanName>> ServerArrivals::present(
    const std::vector<TraceId>& traces, const TimeRange&, const Cancelled& cancelled) {
    std::vector<SpanName> names;
    for (const TraceId& trace : traces) {
        const auto batch = waited(m_fetch(trace), cancelled);
        if (!batch && batch.error().code == ErrorCode::NotFound)
            continue;
        if (!batch)
            return std::unexpected(batch.error());
        for (const Span& span : (*batch)->spans)
            names.push_back({trace, span.spanId});
    }
    return names;
}

Result<WholeTracePtr> ServerArrivals::wholeTrace(TraceId trace, const Cancelled& cancelled) {
    const auto batch = waited(m_fetch(trace), cancelled);
    if (!batch)
        return std::unexpected(batch.error());
    return wholeTraceOf(*batch);
}

bool ServerArrivals::keeps(const QString& path) const {
    static const QStringList left{QStringLiteral("kind"), QStringLiteral("resource"), QStringLiteral("scope"),
        QStringLiteral("links"), QStringLiteral("flags"), QStringLiteral("trace_state")};
    return !left.contains(path.section(u'.', 0, 0).section(u'[', 0, 0));
}

} // namespace spanglass
